package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever owns the tables can take their triggers off; then the chain tells. All of it is rolled back. */
@ServerTest
@Isolated("It tampers with the newest links")
class AuditChainIT {

    private static final String LINK = "where position = (select max(position) - 1 from audit_link)";
    private static final String EVENT = " where id = (select event from audit_link " + LINK + ")";

    @Autowired
    Journeys journeys;

    @Autowired
    AuditVerifications verifications;

    @Autowired
    AuditVerifier verifier;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private String head;

    @BeforeEach
    void aTrailThatHolds() {
        journeys.hospitalSends("breast");
        AuditVerifier.Verification found = verifications.run();
        assertThat(found.faults()).isEmpty();
        head = found.head();
    }

    @Test
    void anEventThatWasChangedIsFound() {
        assertThat(faultsAfter("update audit_event set content = content || ' '" + EVENT))
                .anyMatch(fault -> fault.contains("does not fit"));
    }

    @Test
    void aColumnThatWasChangedIsFound() {
        assertThat(faultsAfter("update audit_event set subject = 'nobody'" + EVENT))
                .anyMatch(fault -> fault.contains("columns"));
    }

    @Test
    void anEventThatWasTakenOutIsFound() {
        assertThat(faultsAfter("delete from audit_link " + LINK)).anyMatch(fault -> fault.contains("missing"));
    }

    @Test
    void anEventThatWasPutInIsFound() {
        assertThat(
                        faultsAfter(
                                """
                        insert into audit_event (id, recorded, kind, subject, party, patients, cases, entities, content)
                        values (gen_random_uuid(), now(), 'READ', 'x', 'x', '{}', '{}', '{}', '{}')
                        """))
                .anyMatch(fault -> fault.contains("no chain"));
    }

    @Test
    void aTrailThatWasCutOffIsFoundByWhoKnowsAnOlderHead() {
        assertThat(faultsAfter("delete from audit_link " + LINK.replace("=", ">=")))
                .anyMatch(fault -> fault.contains("cut off"));
    }

    private List<String> faultsAfter(String tampering) {
        return new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("alter table audit_event disable trigger all").update();
            jdbc.sql("alter table audit_link disable trigger all").update();
            jdbc.sql(tampering).update();
            return verifier.verify(head).faults();
        });
    }
}
