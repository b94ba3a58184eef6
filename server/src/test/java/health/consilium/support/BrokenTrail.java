package health.consilium.support;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail cannot be written, as with a full disk, but for the events in which one name occurs; whole again when closed. */
public final class BrokenTrail implements AutoCloseable {

    private final JdbcClient jdbc;
    private final String name = "broken_" + UUID.randomUUID().toString().replace('-', '_');

    private BrokenTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param value as it stands in an event */
    public static BrokenTrail forEventsWith(JdbcClient jdbc, String value) {
        BrokenTrail trail = new BrokenTrail(jdbc);
        jdbc.sql(
                        """
                        create function NAME() returns trigger language plpgsql as $$
                        begin
                            if new.content like '%VALUE"%' then raise exception 'No space left on device'; end if;
                            return new;
                        end $$
                        """
                                .replace("NAME", trail.name)
                                .replace("VALUE", value))
                .update();
        jdbc.sql("create trigger NAME before insert on audit_inbox for each row execute function NAME()"
                        .replace("NAME", trail.name))
                .update();
        return trail;
    }

    @Override
    public void close() {
        jdbc.sql("drop function " + name + " cascade").update();
    }
}
