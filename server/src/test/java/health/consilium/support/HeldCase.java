package health.consilium.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case whose work somebody else holds: whoever has to hold it as well waits, in the order of coming. */
public final class HeldCase implements AutoCloseable {

    private static final String KEY = "hashtextextended(?, 0)";

    private final JdbcClient jdbc;
    private final Connection holder;
    private final String number;

    private HeldCase(JdbcClient jdbc, Connection holder, String number) {
        this.jdbc = jdbc;
        this.holder = holder;
        this.number = number;
    }

    public static HeldCase of(DataSource database, String number) throws SQLException {
        HeldCase held = new HeldCase(JdbcClient.create(database), database.getConnection(), number);
        held.call("pg_advisory_lock");
        return held;
    }

    /** How many wait for it now. */
    public int awaitedBy() {
        return jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted and objsubid = 1"
                        + " and ((classid::bigint << 32) | objid::bigint) = " + KEY)
                .param(number)
                .query(Integer.class)
                .single();
    }

    private void call(String function) throws SQLException {
        try (PreparedStatement statement = holder.prepareStatement("select " + function + "(" + KEY + ")")) {
            statement.setString(1, number);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        call("pg_advisory_unlock");
        holder.close();
    }
}
