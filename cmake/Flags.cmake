# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

# An interface target with the compile options of all targets of this project. It is not exported to
# users.
add_library(qtdynamodb_flags INTERFACE)

target_compile_definitions(qtdynamodb_flags INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_KEYWORDS
    QT_NO_FOREACH
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_USE_QSTRINGBUILDER
)

if(MSVC)
    target_compile_options(qtdynamodb_flags INTERFACE /W4)
    if(QTDYNAMODB_WARNINGS_AS_ERRORS)
        target_compile_options(qtdynamodb_flags INTERFACE /WX)
    endif()
else()
    target_compile_options(qtdynamodb_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
    if(QTDYNAMODB_WARNINGS_AS_ERRORS)
        target_compile_options(qtdynamodb_flags INTERFACE -Werror)
    endif()
endif()

if(QTDYNAMODB_SANITIZE)
    # For all targets: a library and its users must be built with the same sanitizers.
    add_compile_options(-fsanitize=${QTDYNAMODB_SANITIZE} -fno-sanitize-recover=all
        -fno-omit-frame-pointer -O1)
    add_link_options(-fsanitize=${QTDYNAMODB_SANITIZE})
endif()
