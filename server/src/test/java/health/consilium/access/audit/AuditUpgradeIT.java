package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import health.consilium.support.ServerTest;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A trail that an earlier version wrote, in a database of its own. */
@ServerTest
class AuditUpgradeIT {

    private static final String DATABASE = "audit_upgrade";

    private static final String EVENT =
            """
            {"id": "%s", "recorded": "2026-11-01T10:00:00Z", "kind": "READ", "agent": {"subject": "s", "party": "Patient/1"},
             "patients": ["Patient/1"], "cases": ["C-1"], "entities": ["Observation/2/_history/1", "Condition/1/_history/3"]}
            """;

    @Autowired
    HikariDataSource own;

    private JdbcClient old;
    private DataSource dataSource;

    @BeforeEach
    void anEarlierDatabase() {
        JdbcClient.create(own).sql("create database " + DATABASE).update();
        dataSource = new DriverManagerDataSource(
                own.getJdbcUrl().replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + DATABASE),
                own.getUsername(),
                own.getPassword());
        old = JdbcClient.create(dataSource);
        migrate("1");
    }

    @AfterEach
    void gone() {
        JdbcClient.create(own)
                .sql("drop database " + DATABASE + " with (force)")
                .update();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/audit")
                .target(target)
                .load()
                .migrate();
    }

    @Test
    void whatWaitedForItsLinkWhenTheServersWereStoppedIsInTheChainThatHolds() {
        for (int i = 0; i < 3; i++) {
            UUID id = UUID.randomUUID();
            old.sql(
                            """
                            insert into audit_event
                                (id, recorded, kind, subject, party, patients, cases, entities, content)
                            values (:id, '2026-11-01T10:00:00Z', 'READ', 's', 'Patient/1', '{Patient/1}', '{C-1}',
                                '{Observation/2,Condition/1}', :content)
                            """)
                    .param("id", id)
                    .param("content", EVENT.formatted(id))
                    .update();
            old.sql("insert into audit_pending values (:id)").param("id", id).update();
        }

        migrate("latest");

        AuditVerifier.Verification found =
                new AuditVerifier(dataSource, new DataSourceTransactionManager(dataSource)).verify(null);
        assertThat(found.faults()).isEmpty();
        assertThat(found.links()).isEqualTo(3);
    }
}
