# SPDX-License-Identifier: Apache-2.0
# zonegate_module(NAME SOURCES ... [DEPENDS modules...] [LIBS external targets...])
#   One static library target per module: zonegate_NAME, public header src/NAME/NAME.h.
# zonegate_test(NAME SOURCES ... DEPENDS modules... [LABELS ...])
#   One Catch2 program test_NAME, one ctest entry.

add_library(zonegate_flags INTERFACE)
target_compile_features(zonegate_flags INTERFACE cxx_std_20)
# -ffp-contract=off: a fused multiply-add would give other bytes on other processors.
target_compile_options(zonegate_flags INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(ZONEGATE_WERROR)
  target_compile_options(zonegate_flags INTERFACE -Werror)
endif()
if(ZONEGATE_SANITIZE)
  target_compile_options(zonegate_flags INTERFACE -fsanitize=${ZONEGATE_SANITIZE} -fno-omit-frame-pointer)
  if(ZONEGATE_SANITIZE MATCHES undefined)
    # A check at every access through a pointer makes a program of a gigabyte, which takes a second to start. What they find of harm (null, past the end of an object) the
    # address sanitizer finds too.
    target_compile_options(zonegate_flags INTERFACE -fno-sanitize=null,alignment,vptr,object-size,pointer-overflow)
  endif()
  target_link_options(zonegate_flags INTERFACE -fsanitize=${ZONEGATE_SANITIZE})
endif()
if(ZONEGATE_COVERAGE)
  target_compile_options(zonegate_flags INTERFACE --coverage)
  target_link_options(zonegate_flags INTERFACE --coverage)
endif()

# zonegate_precompile(TARGET): TARGET compiles with the headers that zonegate_core has compiled once for all modules.
function(zonegate_precompile target)
  if(NOT ZONEGATE_PCH)
    return()
  endif()
  if(target STREQUAL "zonegate_core")
    target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/precompiled.h")
    target_include_directories(${target} SYSTEM PRIVATE
      "$<TARGET_PROPERTY:nlohmann_json::nlohmann_json,INTERFACE_INCLUDE_DIRECTORIES>")
  else()
    target_precompile_headers(${target} REUSE_FROM zonegate_core)
  endif()
endfunction()

# zonegate_together(TARGET SOURCES...): sources without a local name in common are compiled as one, up to ten at a time
# (together.py beside this file). CMake runs again when one of them has changed: it may have a name that another one has.
function(zonegate_together target)
  if(NOT ZONEGATE_UNITY)
    return()
  endif()
  execute_process(COMMAND "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/cmake/together.py" 10 "${CMAKE_CURRENT_SOURCE_DIR}" ${ARGN}
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" " " lines "${lines}")
  string(REPLACE "\n" ";" lines "${lines}")
  set(number 0)
  foreach(line IN LISTS lines)
    separate_arguments(sources UNIX_COMMAND "${line}")
    math(EXPR number "${number} + 1")
    set_source_files_properties(${sources} PROPERTIES UNITY_GROUP "group${number}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  foreach(source IN LISTS ARGN)
    get_filename_component(place "${source}" ABSOLUTE)  # one name for each, or ninja sees two rules
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${place}")
  endforeach()
endfunction()

function(zonegate_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_library(zonegate_${name} STATIC ${ARG_SOURCES})
  target_include_directories(zonegate_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/zonegate>)
  target_link_libraries(zonegate_${name} PRIVATE $<BUILD_INTERFACE:zonegate_flags> fmt::fmt ${ARG_LIBS})
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(zonegate_${name} PUBLIC zonegate_${dependency})
  endforeach()
  target_compile_features(zonegate_${name} PUBLIC cxx_std_20)
  set_target_properties(zonegate_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF
    EXPORT_NAME ${name})
  zonegate_precompile(zonegate_${name})
  zonegate_together(zonegate_${name} ${ARG_SOURCES})
endfunction()

function(zonegate_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBS;LABELS" ${ARGN})
  add_executable(test_${name} ${ARG_SOURCES} $<TARGET_OBJECTS:zonegate_catch_main>)
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(test_${name} PRIVATE zonegate_${dependency})
  endforeach()
  target_link_libraries(test_${name} PRIVATE zonegate_flags fmt::fmt ${ARG_LIBS})
  target_compile_definitions(test_${name} PRIVATE ZONEGATE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(ZONEGATE_PCH)
    target_precompile_headers(test_${name} REUSE_FROM zonegate_test_headers)
  endif()
  zonegate_together(test_${name} ${ARG_SOURCES})
  add_test(NAME ${name} COMMAND test_${name})
  # `./dev test program` leaves these out.
  set_tests_properties(${name} PROPERTIES LABELS "test_program;${ARG_LABELS}")
endfunction()
