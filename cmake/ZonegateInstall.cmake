# SPDX-License-Identifier: Apache-2.0
# cmake --install: the program, the library as targets zonegate::<module> and zonegate::zonegate (all of them), the public
# headers, and the rules and layers in share/zonegate, where the program looks for them (beside its own place:
# <prefix>/bin/zonegate -> <prefix>/share/zonegate). The prefix may be moved as a whole.
include(CMakePackageConfigHelpers)

set(zonegate_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/zonegate")
add_library(zonegate_all INTERFACE)
set_target_properties(zonegate_all PROPERTIES EXPORT_NAME zonegate)

foreach(module IN LISTS ZONEGATE_MODULES)
  if(NOT TARGET zonegate_${module})
    continue()
  endif()
  target_link_libraries(zonegate_all INTERFACE zonegate_${module})
  install(TARGETS zonegate_${module} EXPORT zonegateTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(FILES "${PROJECT_SOURCE_DIR}/src/${module}/${module}.h"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/${module}")
endforeach()
# carbon.h includes the headers of its topics.
foreach(topic amounts densities factors fit gain_loss ground growth invest methods pools project scenario side_gases stand trajectory traps uncertainty)
  install(FILES "${PROJECT_SOURCE_DIR}/src/carbon/${topic}.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/carbon")
endforeach()
# So does app.h.
foreach(topic carbon_project carbon_stock raster_maps result_folder run_ground)
  install(FILES "${PROJECT_SOURCE_DIR}/src/app/${topic}.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/app")
endforeach()
# So do zonal.h and algebra.h.
foreach(topic accumulate chunks tally zones)
  install(FILES "${PROJECT_SOURCE_DIR}/src/zonal/${topic}.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/zonal")
endforeach()
install(FILES "${PROJECT_SOURCE_DIR}/src/algebra/stretches.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/algebra")
install(FILES "${PROJECT_SOURCE_DIR}/src/report/carbon_report.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/report")
# io.h includes the limits of what it reads, what lies in archives, digests and tables.
install(FILES "${PROJECT_SOURCE_DIR}/src/io/limits.h" "${PROJECT_SOURCE_DIR}/src/io/archive.h" "${PROJECT_SOURCE_DIR}/src/io/digest.h" "${PROJECT_SOURCE_DIR}/src/io/tables.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/io")
# geom.h includes its other parts.
install(FILES "${PROJECT_SOURCE_DIR}/src/geom/china.h" "${PROJECT_SOURCE_DIR}/src/geom/prepared.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/zonegate/geom")
install(TARGETS zonegate_all EXPORT zonegateTargets)
add_library(zonegate::zonegate ALIAS zonegate_all)

if(TARGET zonegate)
  set_target_properties(zonegate PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  install(TARGETS zonegate RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
foreach(data rules layers documents)
  if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/${data}")
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/${data}" DESTINATION "${CMAKE_INSTALL_DATADIR}/zonegate"
      PATTERN "__pycache__" EXCLUDE PATTERN "*.pyc" EXCLUDE)
  endif()
endforeach()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/zonegate")

install(EXPORT zonegateTargets NAMESPACE zonegate:: DESTINATION "${zonegate_package_dir}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/zonegateConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/zonegateConfig.cmake" INSTALL_DESTINATION "${zonegate_package_dir}"
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/zonegateConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/zonegateConfig.cmake" "${PROJECT_BINARY_DIR}/zonegateConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/ZonegateDependencies.cmake" DESTINATION "${zonegate_package_dir}")
