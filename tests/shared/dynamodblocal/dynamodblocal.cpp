// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "dynamodblocal.h"

#include <QtCore/qdeadlinetimer.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DynamoDBLocal::~DynamoDBLocal()
{
    stop();
}

bool DynamoDBLocal::start()
{
    m_script.start(QStringLiteral(DYNAMODB_LOCAL_SCRIPT), QStringList());

    // The script gives up by itself after less.
    QDeadlineTimer deadline(120s);
    while (!m_script.canReadLine() && m_script.waitForReadyRead(int(deadline.remainingTime()))) {}

    m_endpoint = QUrl(QString::fromLatin1(m_script.readLine().trimmed()));
    if (!m_endpoint.isEmpty())
        return true;

    m_error = m_script.error() == QProcess::FailedToStart
            ? m_script.errorString()
            : QString::fromLocal8Bit(m_script.readAllStandardError());
    stop();
    return false;
}

void DynamoDBLocal::stop()
{
    m_endpoint.clear();
    if (m_script.state() == QProcess::NotRunning)
        return;
    m_script.closeWriteChannel(); // the script ends, and the server with it
    if (!m_script.waitForFinished()) {
        m_script.kill();
        m_script.waitForFinished();
    }
}
