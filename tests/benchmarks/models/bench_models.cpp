// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// Measures how long item models occupy the GUI thread: the CPU time of each event that is delivered there
// to objects of the library, including the reactions of views. Most of it is the step that adds a page
// of 1 MB to the model. The server is a process of its own.
//
//     cmake --preset release -DQTDYNAMODB_BUILD_TESTS=ON
//     cmake --build build/release --target bench_models
//     QT_QPA_PLATFORM=offscreen build/release/tests/benchmarks/models/bench_models
//
// Scrolls a table view from the first to the last row of an existing table:
//
//     ... bench_models <endpoint> <table>

#include "timebook.h"

#include <fakeserver/fakeserver.h>

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbjson.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtCore/qprocess.h>
#include <QtCore/qsortfilterproxymodel.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qlistview.h>
#include <QtWidgets/qscrollbar.h>
#include <QtWidgets/qtableview.h>

#include <cstdio>
#include <memory>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;
using Application = BookedApplication<QApplication>;

namespace {

constexpr int pages = 20;

// Few large items or many small ones. A page of either has 1 MB as DynamoDB counts.
struct Shape
{
    const char *name;
    int itemsPerPage;
    QDynamoDBItem (*item)(int n);
};

QDynamoDBItem order(int n)
{
    QDynamoDBItem item { { u"customer"_s, u"customer-%1"_s.arg(n / 50) },
                         { u"order"_s, n },
                         { u"placed"_s, u"2026-11-25T19:30:00Z"_s },
                         { u"total"_s, QDynamoDBNumber(QString(QString::number(n) + ".95"_L1)) },
                         { u"paid"_s, n % 3 > 0 },
                         { u"tags"_s, QDynamoDBValue::stringSet({ u"gift"_s, u"express"_s }) },
                         { u"address"_s,
                           QDynamoDBItem { { u"street"_s, u"Long Street %1"_s.arg(n) },
                                           { u"city"_s, u"Springfield"_s } } },
                         { u"lines"_s, QDynamoDBValueList { 1, 2, 3 } } };
    for (const char16_t *name : { u"note", u"comment", u"history" })
        item.insert(QString::fromUtf16(name), QString(150, u'x'));
    return item;
}

QDynamoDBItem place(int n)
{
    const QString name = u"Place %1"_s.arg(n);
    return { { u"country"_s, u"DE"_s },
             { u"place"_s, QString(name + "@52.12345,13.12345"_L1) },
             { u"name"_s, name },
             { u"latitude"_s, QDynamoDBNumber(u"52.12345"_s) },
             { u"longitude"_s, QDynamoDBNumber(u"13.12345"_s) },
             { u"region"_s, u"16"_s } };
}

constexpr Shape shapes[] = { { "orders", 1400, order }, { "places", 11000, place } };

QByteArray page(const Shape &shape, int number)
{
    QByteArrayList items;
    for (int i = 0; i < shape.itemsPerPage; ++i)
        items.append(*QDynamoDBJson::fromItem(shape.item(number * shape.itemsPerPage + i)));
    QByteArray last;
    if (number + 1 < pages)
        last = R"(,"LastEvaluatedKey":{"n":{"N":")" + QByteArray::number(number + 1) + "\"}}";
    const QByteArray count = QByteArray::number(items.size());
    return R"({"Items":[)" + items.join(',') + R"(],"Count":)" + count + R"(,"ScannedCount":)"
            + count + last + '}';
}

// Serves one table of each shape.
int serve()
{
    QHash<QByteArray, QByteArrayList> answers;
    for (const Shape &shape : shapes) {
        for (int number = 0; number < pages; ++number)
            answers[shape.name].append(page(shape, number));
    }
    FakeServer server;
    server.setHandler([answers](const FakeRequest &request) {
        const QByteArray table = request.body.contains("orders") ? "orders" : "places";
        if (request.header("x-amz-target").endsWith("DescribeTable")) {
            const bool isOrders = table == "orders";
            return Reaction::json(200,
                                  R"({"Table":{"TableName":"x","KeySchema":[{"AttributeName":")"
                                          + QByteArray(isOrders ? "customer" : "country")
                                          + R"(","KeyType":"HASH"},{"AttributeName":")"
                                          + QByteArray(isOrders ? "order" : "place")
                                          + R"(","KeyType":"RANGE"}],"ItemCount":1000}})");
        }
        const qsizetype key = request.body.indexOf(R"({"n":{"N":")");
        const int number = key < 0 ? 0 : std::atoi(request.body.constData() + key + 11);
        return Reaction::json(200, answers[table][number]);
    });
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1; // until the parent process ends
}

void waitFor(const QDynamoDBItemModel &model)
{
    do
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    while (model.isLoading());
    if (model.status() != QDynamoDBItemModel::Status::Ready)
        qFatal("%s", qPrintable(model.error().message()));
}

enum class View { None, List, Table, SortedTable };

std::unique_ptr<QAbstractItemView> makeView(View kind, QAbstractItemModel *model)
{
    std::unique_ptr<QAbstractItemView> view;
    if (kind == View::None)
        return view;
    if (kind == View::List) {
        auto list = std::make_unique<QListView>();
        list->setUniformItemSizes(true);
        view = std::move(list);
    } else {
        view = std::make_unique<QTableView>();
    }
    if (kind == View::SortedTable) {
        auto *proxy = new QSortFilterProxyModel(view.get());
        proxy->setSortRole(QDynamoDBItemModel::SortRole);
        proxy->setSourceModel(model);
        view->setModel(proxy);
    } else {
        view->setModel(model);
    }
    view->resize(800, 600);
    view->show();
    return view;
}

// Reads all pages of a table into a model, and then reloads them.
void measure(Application &app, QDynamoDBClient &client, const Shape &shape, View kind,
             const char *viewName)
{
    QDynamoDBScanModel model;
    const auto view = makeView(kind, &model);
    model.setClient(&client);
    model.setTableName(QString::fromLatin1(shape.name));
    waitFor(model);
    const double first = largest(app.events.take());
    std::vector<double> sums;
    std::vector<double> longest;
    while (model.canFetchMore()) {
        model.fetchMore();
        waitFor(model);
        const std::vector<double> times = app.events.take();
        sums.push_back(std::accumulate(times.begin(), times.end(), 0.0));
        longest.push_back(largest(times));
    }
    if (model.count() != pages * shape.itemsPerPage)
        qFatal("%d rows", model.count());
    QCoreApplication::processEvents();
    app.events.take();
    model.reload();
    waitFor(model);
    const std::vector<double> again = app.events.take();
    std::printf("%-8s %6d  %-14s %9.2f %9.2f %9.2f %9.2f   %9.2f\n", shape.name, shape.itemsPerPage,
                viewName, first, median(sums), median(longest), largest(longest), largest(again));
}

int measurePages(Application &app)
{
    QProcess server;
    server.start(app.applicationFilePath(), { u"serve"_s });
    if (!server.waitForStarted() || !server.waitForReadyRead(60000))
        qFatal("the server did not start");
    QDynamoDBClient client;
    client.setRegion(u"us-east-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"secret"_s });
    client.setEndpoint(QUrl("http://127.0.0.1:"_L1
                            + QString::fromLatin1(server.readAllStandardOutput().trimmed())));

    std::printf("CPU of the GUI thread for a page of 1 MB, in ms; medians of %d pages\n"
                "table     items  view               first       sum   longest      most   "
                "reloading\n",
                pages - 1);
    for (const Shape &shape : shapes) {
        measure(app, client, shape, View::None, "none");
        measure(app, client, shape, View::List, "QListView");
        measure(app, client, shape, View::Table, "QTableView");
        measure(app, client, shape, View::SortedTable, "proxy, table");
    }
    server.closeWriteChannel();
    server.waitForFinished();
    return 0;
}

// Scrolls down by half a screen per frame.
int scroll(Application &app, const QUrl &endpoint, const QString &table)
{
    QDynamoDBClient client;
    client.setRegion(u"local"_s);
    client.setCredentials({ u"local"_s, u"local"_s });
    client.setEndpoint(endpoint);
    QDynamoDBScanModel model;
    model.setPrefetch(true);
    model.setClient(&client);
    model.setTableName(table);
    const auto view = makeView(View::Table, &model);
    waitFor(model);

    QScrollBar *bar = view->verticalScrollBar();
    const int rowsOfAScreen = view->viewport()->height() / 30;
    std::vector<double> frames;
    std::vector<double> ours;
    while (model.hasMore() || model.isLoading() || bar->value() < bar->maximum()) {
        const Milliseconds before = threadTime();
        bar->setValue(bar->value() + rowsOfAScreen / 2);
        QCoreApplication::processEvents();
        view->viewport()->repaint();
        frames.push_back((threadTime() - before).count());
        const std::vector<double> times = app.events.take();
        ours.insert(ours.end(), times.begin(), times.end());
        if (model.status() == QDynamoDBItemModel::Status::Error)
            qFatal("%s", qPrintable(model.error().message()));
    }
    std::printf("%d rows scrolled in %zu frames, CPU of the GUI thread in ms\n"
                "a frame: median %.2f, longest %.2f; longest step of the library: %.2f\n",
                model.count(), frames.size(), median(frames), largest(frames), largest(ours));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && qstrcmp(argv[1], "serve") == 0) {
        QCoreApplication app(argc, argv);
        return serve();
    }
    Application app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() > 2)
        return scroll(app, QUrl(arguments[1]), arguments[2]);
    return measurePages(app);
}
