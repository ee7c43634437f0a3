# SPDX-License-Identifier: Apache-2.0
"""The made-up province of the overlay benchmark: seeded, cached, all data invented (演示数据)."""
