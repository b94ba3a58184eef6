package health.consilium.centres;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.centres.rules.AskRules;
import health.consilium.centres.rules.AsksCheck;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.StorageInterceptor;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.springframework.stereotype.Component;

/** What a centre asks differently is checked when it is written, whoever writes it: a case must not learn of a flaw in it. */
@Component
@Interceptor(order = 200)
class AsksHook implements StorageInterceptor {

    private final AsksCheck check;

    AsksHook(AskRules rules) {
        this.check = new AsksCheck(rules);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created) {
        check(created);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after) {
        check(after);
    }

    private void check(IBaseResource written) {
        if (written instanceof HealthcareService service) {
            List<Refusal> refusals = check.of(service);
            if (!refusals.isEmpty()) {
                throw new RefusedException(refusals);
            }
        }
    }
}
