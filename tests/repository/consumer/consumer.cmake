# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${work}/prefix ${work}/build) # files of an earlier run could hide missing ones
run(${CMAKE_COMMAND} --install ${build} --prefix ${work}/prefix)
set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${launcher}")
run(${CMAKE_COMMAND} -G Ninja -S ${source} -B ${work}/build
    -D CMAKE_PREFIX_PATH=${work}/prefix
    -D CMAKE_CXX_COMPILER=${compiler}
    -D CMAKE_CXX_FLAGS=${flags}
    # Neither the package of the build tree nor one of the system is meant.
    -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF
)
run(${CMAKE_COMMAND} --build ${work}/build --parallel 2)
run(${work}/build/program)
if(qmldir)
    run(${work}/build/qmlprogram ${work}/prefix/${qmldir})
endif()
