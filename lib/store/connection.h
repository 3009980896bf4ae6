// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QList>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <optional>
#include <type_traits>

class QSqlError;

namespace flotilla::store {

// What work in the database thread talks to: portable SQL with `?` placeholders, errors as Result.
// Lives in that thread only; take values out of a query there and never hand a QSqlQuery to another
// thread.
class Connection
{
public:
    explicit Connection(const QSqlDatabase &database);

    // Runs one statement. A null QString or QByteArray is stored as an empty one, since nearly
    // every column is NOT NULL and an unset text is easily null in Qt; only an invalid QVariant
    // stores NULL.
    [[nodiscard]] Result<QSqlQuery> exec(const QString &sql, const QVariantList &bindings = {});

    // Runs an INSERT, UPDATE or DELETE; the number of rows it touched.
    [[nodiscard]] Result<int> change(const QString &sql, const QVariantList &bindings = {});

    // row(const QSqlQuery &) made of every row. An error in mid-reading is an error, not a short
    // list.
    template<typename F>
    [[nodiscard]] auto list(const QString &sql, const QVariantList &bindings, F row)
        -> Result<QList<std::invoke_result_t<F &, const QSqlQuery &>>>
    {
        Result<QSqlQuery> query = exec(sql, bindings);
        if (!query)
            return failure(query.error());
        QList<std::invoke_result_t<F &, const QSqlQuery &>> rows;
        while (query->next())
            rows.append(row(std::as_const(*query)));
        if (std::optional<Error> error = errorOf(*query))
            return failure(*error);
        return rows;
    }

    // row(const QSqlQuery &) made of the first row, nothing where there is none.
    template<typename F>
    [[nodiscard]] auto first(const QString &sql, const QVariantList &bindings, F row)
        -> Result<std::optional<std::invoke_result_t<F &, const QSqlQuery &>>>
    {
        using Row = std::optional<std::invoke_result_t<F &, const QSqlQuery &>>;
        Result<QSqlQuery> query = exec(sql, bindings);
        if (!query)
            return failure(query.error());
        if (query->next())
            return Row(row(std::as_const(*query)));
        if (std::optional<Error> error = errorOf(*query))
            return failure(*error);
        return Row();
    }

    // What fn(Connection &) returns, committed when it is a value, rolled back when it is an error
    // or an exception. Transactions do not nest.
    template<typename F>
    [[nodiscard]] auto transaction(F &&fn) -> std::invoke_result_t<F &, Connection &>
    {
        if (Result<void> begun = begin(); !begun)
            return failure(begun.error());
        Rollback rollback {*this};
        auto result = fn(*this);
        if (result) {
            if (Result<void> committed = commit(); !committed)
                return failure(committed.error());
            rollback.needed = false;
        }
        return result;
    }

private:
    struct Rollback
    {
        Connection &connection;
        bool needed = true;
        ~Rollback()
        {
            if (needed)
                connection.rollBack();
        }
    };

    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollBack();
    static std::optional<Error> errorOf(const QSqlQuery &query);

    QSqlDatabase m_database;
};

// The database's own words turned into ours: StorageFull for a full disk, BadFile for a damaged
// file, NotAuthorised without permission, Busy while another program holds it, otherwise Internal.
Error errorFromSql(const QSqlError &error);

} // namespace flotilla::store
