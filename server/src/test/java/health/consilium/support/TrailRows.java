package health.consilium.support;

/** The rows of the audit trail as SQL finds them at once, also those that still wait in the inbox. */
public final class TrailRows {

    /** Stands for a table with one column, {@code event}. */
    public static final String ALL =
            """
            (select content::json as event from audit_event union all select content::json from audit_inbox) as trail
            """;

    /** As things happened; else those that wait in the inbox may come before others that are linked already. */
    public static final String IN_ORDER = " order by (event ->> 'recorded')::timestamptz";

    private TrailRows() {}

    /** Condition: of this kind and about this case, which is the parameter {@code :case}. */
    public static String ofCase(String kind) {
        return "event ->> 'kind' = '" + kind + "' and (event -> 'cases')::jsonb @> to_jsonb(cast(:case as text))";
    }
}
