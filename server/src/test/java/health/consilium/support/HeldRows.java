package health.consilium.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever is about to write one of these rows waits, in the midst of what it does, until they are let go. */
public final class HeldRows implements AutoCloseable {

    private final JdbcClient jdbc;
    private final Connection holder;
    private final int lock = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private final String name = "held_" + UUID.randomUUID().toString().replace('-', '_');
    private boolean held;

    private HeldRows(JdbcClient jdbc, Connection holder) {
        this.jdbc = jdbc;
        this.holder = holder;
    }

    /** @param condition of a row that is written, by the name {@code new} */
    public static HeldRows of(DataSource database, String table, String condition) throws SQLException {
        HeldRows rows = new HeldRows(JdbcClient.create(database), database.getConnection());
        rows.hold(table, condition);
        return rows;
    }

    private void hold(String table, String condition) throws SQLException {
        lock("pg_advisory_lock");
        held = true;
        jdbc.sql(
                        """
                        create function NAME() returns trigger language plpgsql as $$
                        begin
                            if CONDITION then perform pg_advisory_xact_lock_shared(LOCK); end if;
                            return new;
                        end $$
                        """
                                .replace("NAME", name)
                                .replace("CONDITION", condition)
                                .replace("LOCK", String.valueOf(lock)))
                .update();
        jdbc.sql("create trigger NAME before insert on TABLE for each row execute function NAME()"
                        .replace("NAME", name)
                        .replace("TABLE", table))
                .update();
    }

    /** Whether somebody waits for such a row now. */
    public boolean areAwaited() {
        return jdbc.sql(
                        "select exists (select 1 from pg_locks where locktype = 'advisory' and objid = :lock and not granted)")
                .param("lock", lock)
                .query(Boolean.class)
                .single();
    }

    public void letGo() throws SQLException {
        if (held) {
            lock("pg_advisory_unlock");
            held = false;
        }
    }

    private void lock(String function) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute("select " + function + "(" + lock + ")");
        }
    }

    @Override
    public void close() throws SQLException {
        letGo();
        holder.close();
        jdbc.sql("drop function " + name + " cascade").update();
    }
}
