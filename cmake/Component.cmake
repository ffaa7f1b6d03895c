# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

include(GenerateExportHeader)

set(QTDYNAMODB_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/QtDynamoDB)

# qtdynamodb_add_component(<target> <component> [HEADERS <folder>] [QT <Qt component>...])
#
# Makes the library <target> available as QtDynamoDB::<component>, in this build and in the installed
# package: find_package(QtDynamoDB COMPONENTS <component>).
#
#   HEADERS  the folder that contains the folder QtDynamoDB/ with the public headers: include/ for
#            Core, include/<component>/ for the others
#   QT       the components of Qt that users of the library need, in addition to those of Core
#
# The generated header qdynamodb<component>exports.h (Core: qdynamodbexports.h) defines the macro that
# exports public symbols, Q_DYNAMODB_<COMPONENT>_EXPORT (Core: Q_DYNAMODB_EXPORT).
function(qtdynamodb_add_component target component)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "HEADERS" "QT")

    add_library(QtDynamoDB::${component} ALIAS ${target})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${component}
        VERSION ${PROJECT_VERSION}
        # Requests and results are plain structs, so that minor versions are not binary compatible.
        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
        AUTOMOC ON
        INSTALL_RPATH "$ORIGIN" # all libraries are installed in one folder
    )
    target_compile_features(${target} INTERFACE cxx_std_17)

    set(suffix)
    if(NOT component STREQUAL "Core")
        set(suffix _${component})
    endif()
    string(TOUPPER Q_DYNAMODB${suffix} base_name)
    string(TOLOWER ${component}exports.h exports)
    string(REGEX REPLACE "^core" "" exports ${exports})
    set(folders ${CMAKE_CURRENT_BINARY_DIR}/include)
    generate_export_header(${target}
        BASE_NAME ${base_name}
        EXPORT_FILE_NAME ${folders}/QtDynamoDB/qdynamodb${exports}
    )
    if(arg_HEADERS)
        list(PREPEND folders ${PROJECT_SOURCE_DIR}/${arg_HEADERS})
    endif()
    # As with Qt's own modules: <QtDynamoDB/QDynamoDBClient>, <QDynamoDBClient>, <QtDynamoDB>.
    list(TRANSFORM folders APPEND /QtDynamoDB OUTPUT_VARIABLE module_folders)
    target_include_directories(${target} PUBLIC
        "$<BUILD_INTERFACE:${folders};${module_folders}>"
        "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR};${CMAKE_INSTALL_INCLUDEDIR}/QtDynamoDB>"
    )

    install(TARGETS ${target} EXPORT QtDynamoDB${component}Targets)
    install(EXPORT QtDynamoDB${component}Targets
        NAMESPACE QtDynamoDB::
        DESTINATION ${QTDYNAMODB_PACKAGE_DIR}
    )
    install(DIRECTORY ${module_folders} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

    # QtDynamoDBConfig.cmake includes this file to find out whether the component is installed and
    # which Qt components it needs.
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDB-${component}.cmake
        CONTENT "set(_qt_components @arg_QT@)\n" @ONLY)
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDB-${component}.cmake
        DESTINATION ${QTDYNAMODB_PACKAGE_DIR})
endfunction()

# Installs the files that find_package(QtDynamoDB) reads first.
function(qtdynamodb_install_package)
    include(CMakePackageConfigHelpers)
    configure_package_config_file(
        ${PROJECT_SOURCE_DIR}/cmake/QtDynamoDBConfig.cmake.in
        ${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDBConfig.cmake
        INSTALL_DESTINATION ${QTDYNAMODB_PACKAGE_DIR}
        NO_SET_AND_CHECK_MACRO
    )
    write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDBConfigVersion.cmake
        COMPATIBILITY SameMinorVersion)
    install(FILES
        ${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDBConfig.cmake
        ${CMAKE_CURRENT_BINARY_DIR}/QtDynamoDBConfigVersion.cmake
        DESTINATION ${QTDYNAMODB_PACKAGE_DIR}
    )
endfunction()
