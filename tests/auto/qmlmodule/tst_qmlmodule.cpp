// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQuickTest/quicktest.h>

using namespace Qt::StringLiterals;

// Starts a server for the tests in QML, and tells them where it is.
class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable()
    {
        m_server.start();
        if (!m_server.waitForStarted())
            qFatal("%s", qPrintable(m_server.errorString()));
    }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
        engine->rootContext()->setContextProperty(u"localEndpoint"_s, m_server.endpoint());
    }

private:
    QDynamoDBLocalServer m_server;
};

QUICK_TEST_MAIN_WITH_SETUP(qmlmodule, Setup)
#include "tst_qmlmodule.moc"
