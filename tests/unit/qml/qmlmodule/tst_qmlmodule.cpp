// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQuickTest/quicktest.h>

using namespace Qt::StringLiterals;

// Starts a server for the tests in QML and sets its URL as a context property.
class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable()
    {
        write("AWS_CONFIG_FILE", u"config"_s, "[default]\n[profile of-the-test]\n");
        write("AWS_SHARED_CREDENTIALS_FILE", u"credentials"_s, "[default]\n");
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
    void write(const char *variable, const QString &name, const QByteArray &content)
    {
        QFile file(m_home.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("The test can't write %s", qPrintable(file.fileName()));
        qputenv(variable, QFile::encodeName(file.fileName()));
    }

    QTemporaryDir m_home;
    QDynamoDBLocalServer m_server;
};

QUICK_TEST_MAIN_WITH_SETUP(qmlmodule, Setup)
#include "tst_qmlmodule.moc"
