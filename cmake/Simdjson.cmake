# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

# Finds simdjson and checks that it has the internal functions that src/json/simdtokenscanner.cpp
# uses (tested: 3.0.1). For a version without them, the portable scanner is built instead, with the
# same results.
if(NOT QTDYNAMODB_USE_SIMDJSON)
    return()
endif()

find_package(simdjson QUIET)
if(NOT TARGET simdjson::simdjson)
    message(FATAL_ERROR "simdjson was not found. Install it (Debian: libsimdjson-dev) or set "
        "CMAKE_PREFIX_PATH to its folder. To build without it, pass -DQTDYNAMODB_USE_SIMDJSON=OFF; "
        "pages then decode more slowly.")
endif()

include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES simdjson::simdjson)
set(CMAKE_REQUIRED_FLAGS ${CMAKE_CXX20_STANDARD_COMPILE_OPTION})
check_cxx_source_compiles("
#include <simdjson.h>
#include <memory>
int main()
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    (void)(&*simdjson::get_active_implementation())->create_dom_parser_implementation(1, 1, stage);
    (void)stage->allocate(stage->capacity() + 1, 1);
    const uint8_t text[1 + simdjson::SIMDJSON_PADDING] = { '0' };
    const simdjson::error_code error = stage->stage1(text, 1, simdjson::stage1_mode::regular);
    const uint32_t *const tokens = stage->structural_indexes.get();
    return int(error) + int(tokens[stage->n_structural_indexes]);
}
" QTDYNAMODB_SIMDJSON_HAS_STAGE1)
unset(CMAKE_REQUIRED_LIBRARIES)
unset(CMAKE_REQUIRED_FLAGS)
if(NOT QTDYNAMODB_SIMDJSON_HAS_STAGE1)
    message(WARNING "This version of simdjson lacks the internal functions that "
        "src/json/simdtokenscanner.cpp uses. The portable scanner is built instead; pages decode "
        "more slowly.")
    set(QTDYNAMODB_USE_SIMDJSON OFF)
endif()
