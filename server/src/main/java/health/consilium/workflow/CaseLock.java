package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.access.Compartment;
import health.consilium.fhir.StorageInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets one transaction at a time look at the work of a case, or at the consents to it, and decide what follows: of two that each
 * close one of the last two Tasks, the later must see that nothing is open any more. Held to the end of the transaction; see
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS.
 */
@Component
@Interceptor(order = 90)
public class CaseLock implements StorageInterceptor {

    private final JdbcClient jdbc;

    CaseLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void hold(String caseNumber) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:number, 0))")
                .param("number", caseNumber)
                .query(rows -> {});
    }

    /**
     * Before anything of the case is read: what was read before the lock may be old. A consent waits as well, so that none ends
     * between the moment at which a case is found to be covered by it and the moment at which a centre is let in.
     */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after) {
        if (before instanceof Task || before instanceof Consent) {
            Compartment.caseNumber((Resource) before).ifPresent(this::hold);
        }
    }
}
