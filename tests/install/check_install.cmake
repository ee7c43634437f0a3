# SPDX-License-Identifier: Apache-2.0
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(JOIN " " line ${ARGN})
    message(FATAL_ERROR "${line}\nended with ${status}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${PLACE}")
run(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${PLACE}/first")
# A package that is moved as a whole must still work.
file(RENAME "${PLACE}/first" "${PLACE}/prefix")

run(${CMAKE_COMMAND} -S "${CONSUMER}" -B "${PLACE}/consumer" -G "${GENERATOR}"
  "-DCMAKE_PREFIX_PATH=${PLACE}/prefix" "-DCMAKE_CXX_COMPILER=${CXX}")
run(${CMAKE_COMMAND} --build "${PLACE}/consumer")
run("${PLACE}/consumer/consumer")
if(NOT output MATCHES "2026-08-15")
  message(FATAL_ERROR "the consumer printed: ${output}")
endif()

if(PROGRAM)
  # The installed program finds the installed rules, from a folder where there are none; and it is those that it reads, not the
  # ones of the source tree: a rule that is taken away from the installation is gone.
  file(MAKE_DIRECTORY "${PLACE}/elsewhere")
  foreach(present TRUE FALSE)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=ZONEGATE_DATA "${PLACE}/prefix/bin/zonegate" rules list
      WORKING_DIRECTORY "${PLACE}/elsewhere" RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
    string(FIND "${output}" "RL-01" place)
    if(NOT status EQUAL 0 OR (present AND place EQUAL -1) OR (NOT present AND NOT place EQUAL -1))
      message(FATAL_ERROR "zonegate rules list ended with ${status}; RL-01 installed: ${present}\n${output}\n${errors}")
    endif()
    file(GLOB_RECURSE rule "${PLACE}/prefix/share/zonegate/rules/RL-01.yaml")
    if(rule)
      file(REMOVE ${rule})
    endif()
  endforeach()
  foreach(folder rules layers documents)
    if(NOT IS_DIRECTORY "${PLACE}/prefix/share/zonegate/${folder}")
      message(FATAL_ERROR "share/zonegate/${folder} was not installed")
    endif()
  endforeach()
endif()
