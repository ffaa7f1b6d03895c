// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COMMAND_H
#define COMMAND_H

#include "console.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <memory>

// A command of the program. It emits finished() once after start().
class Command : public QObject
{
    Q_OBJECT

public:
    // Returns the command of this name, or null.
    [[nodiscard]] static std::unique_ptr<Command> make(const QString &name);
    [[nodiscard]] static QString overview(); // the names and what they do

    [[nodiscard]] virtual QString description() const = 0;
    virtual void addOptions(QCommandLineParser &parser) const = 0;
    // Returns the error of wrong options.
    [[nodiscard]] virtual QDynamoDBError prepare(const QCommandLineParser &parser) = 0;
    virtual void start() = 0;
    // Called for Ctrl-C: the first time, the command stops and saves its checkpoint.
    virtual void interrupt() = 0;

Q_SIGNALS:
    void finished(int exitCode);

protected:
    Command();

    // Called about every second while the command runs.
    virtual void tick() {}
    void startTicking();
    void finish(int exitCode);
    [[nodiscard]] double seconds() const { return double(m_time.elapsed()) / 1000; }
    [[nodiscard]] QString rate(qint64 items) const; // items a second, as text

private:
    QElapsedTimer m_time;
    QTimer m_timer;
    bool m_isFinished = false;
};

#endif
