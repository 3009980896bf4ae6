// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/parameter.h"

#include <QAbstractListModel>

#include <vector>

namespace flotilla::models {

namespace FieldKindNamespace {
Q_NAMESPACE
enum class FieldKind { Text, Secret, Number, Switch, Choice, Suggestion };
Q_ENUM_NS(FieldKind)
} // namespace FieldKindNamespace
using FieldKindNamespace::FieldKind;

// The fields of a driver's settings, one a row, made from its typed list. Values are texts, as a
// person types them; an error says the range in words. A secret that is stored already is only said
// to be set; it can be replaced or forgotten, never read. Main thread.
class SettingsForm : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(bool typed READ isTyped NOTIFY typedChanged)
    Q_PROPERTY(bool valid READ isValid NOTIFY validChanged)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY fieldsChanged)

public:
    enum Role {
        KeyRole = Qt::UserRole,
        LabelRole,
        KindRole,
        TextRole,
        ErrorRole,
        HelpRole,
        PlaceholderRole, // the default, where a field may stay empty
        ChoicesRole, // labels, or suggestions for a text
        ChoiceRole, // which of them
        IsSetRole, // a secret that is stored
        IsRareRole, // behind "More settings"
        UnitRole,
    };

    explicit SettingsForm(QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(SettingsForm)

    // Fresh fields; `values` are shown in them as they are.
    void setFields(const QList<Parameter> &fields, const QJsonObject &values = {});
    void clear() { setFields({}); }
    // A stored secret of this name: the field stays empty and says that it is set.
    void setStored(const QString &key, bool stored);

    // What a text may well be; anything else is taken, too.
    void setSuggestions(const QString &key, const QStringList &suggestions);

    Q_INVOKABLE void setText(const QString &key, const QString &text);
    Q_INVOKABLE void setChoice(const QString &key, int which);
    // A stored secret is to be taken out of the vault.
    Q_INVOKABLE void forget(const QString &key);
    Q_INVOKABLE bool isSecret(const QString &key) const;
    QString text(const QString &key) const;
    const Parameter *field(const QString &key) const;
    void setError(const QString &key, const QString &error);

    // Everything that is not as it should be is marked; true where nothing is.
    bool check();
    // Key to text of all fields that hold something, secrets among them.
    QMap<QString, QString> values() const;
    // Only what the person changed; a forgotten secret is empty.
    QMap<QString, QString> changes() const;
    // The same typed, defaults filled in; call check() first.
    QJsonObject typedValues() const;

    bool isTyped() const;
    bool isValid() const;
    bool hasMore() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void fieldsChanged();
    void typedChanged();
    void validChanged();
    // The person changed this field.
    void edited(const QString &key);

private:
    struct Row
    {
        Parameter field;
        QString given; // as it was before anybody typed
        QString text;
        QString error = {};
        QStringList suggestions = {};
        bool stored = false;
        bool forgotten = false;
    };

    static FieldKind kindOf(const Row &row);
    static QString defaultText(const Parameter &field);
    static QString errorOf(const Row &row);
    Row *find(const QString &key);
    const Row *find(const QString &key) const;
    void change(Row &row, const QString &text);
    void tell(const Row &row);

    std::vector<Row> m_rows;
};

} // namespace flotilla::models
