package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.ResourceParameter;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DecimalType;
import org.springframework.stereotype.Component;

/**
 * Refuses numbers that are cheap to write and dear to hold: HAPI writes {@code 1e999999999} out, which is a gigabyte, at each
 * time that it reads it, and a million digits keep a processor busy for most of a minute. What stands in the text is found
 * before it is read; what only the definition of an element makes a number, as in XML or by a patch, before it is kept. By a
 * number nothing is searched here, and a search by one is refused before HAPI reads it, but for one within a Bundle.
 */
@Component
@Interceptor(order = 10)
class NumberGuard implements EndpointInterceptor {

    /** FHIR asks for 18: https://hl7.org/fhir/R4/datatypes.html#decimal */
    static final int MOST_DIGITS = 100;

    private static final Set<RequestTypeEnum> WRITES =
            EnumSet.of(RequestTypeEnum.POST, RequestTypeEnum.PUT, RequestTypeEnum.PATCH);

    private final NumberQueries queries;

    NumberGuard(FhirContext context) {
        this.queries = new NumberQueries(context);
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void text(ServletRequestDetails details, HttpServletRequest request) throws IOException {
        if (!WRITES.contains(details.getRequestType())
                || BodyLimitFilter.isStreamed(request)
                || !mayBeFhir(request.getContentType())) {
            return;
        }
        if (NumberScan.findsDear(ResourceParameter.createRequestReader(details))) {
            throw refused();
        }
    }

    /** Without a type HAPI looks for itself. */
    private static boolean mayBeFhir(String type) {
        String name = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return name.isBlank() || name.contains("json") || name.contains("xml");
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void read(RequestDetails request) {
        check(request.getResource());
        if (request.getResource() instanceof Bundle bundle
                && bundle.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getRequest)
                        .anyMatch(
                                entry -> entry.getMethod() == Bundle.HTTPVerb.GET && queries.areDear(entry.getUrl()))) {
            throw refused();
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void changed(IBaseResource before, IBaseResource after) {
        check(after);
    }

    private static void check(IBaseResource resource) {
        if (resource instanceof Base base && holdsOdd(base)) {
            throw refused();
        }
    }

    /** With all that is contained; HAPI's terser leaves out what is in a Bundle or in Parameters. */
    private static boolean holdsOdd(Base base) {
        if (base instanceof DecimalType decimal) {
            return isOdd(decimal.getValue());
        }
        return base.children().stream()
                .flatMap(property -> property.getValues().stream())
                .anyMatch(NumberGuard::holdsOdd);
    }

    private static boolean isOdd(BigDecimal value) {
        return value != null && (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > 2L * MOST_DIGITS);
    }

    private static RefusedException refused() {
        return Refusal.badRequest(
                        "malformed", "A number may have " + MOST_DIGITS + " digits, and an exponent of two digits.")
                .asException();
    }
}
