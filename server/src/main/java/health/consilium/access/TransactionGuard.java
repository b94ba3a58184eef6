package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Looks at a client's transaction or batch before it starts: gives it its case, and keeps its conditional writes from
 * matching, and thereby betraying, resources of others.
 */
@Component
@Interceptor(order = 50)
class TransactionGuard implements StorageInterceptor {

    private final Visibilities visibilities;
    private final CaseLocator locator;

    TransactionGuard(Visibilities visibilities, @Lazy CaseLocator locator) {
        this.visibilities = visibilities;
        this.locator = locator;
    }

    @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
    public void check(IBaseBundle received, RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails || !(received instanceof Bundle bundle)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        if (!visibility.caller().isStaff()) {
            bundle.getEntry().forEach(entry -> check(entry, visibility));
        }
        locator.caseOf(bundle).ifPresent(number -> CaseLabels.assign(request, number));
    }

    private static void check(Bundle.BundleEntryComponent entry, Visibility visibility) {
        Bundle.BundleEntryRequestComponent wanted = entry.getRequest();
        if (wanted.getMethod() == HTTPVerb.GET && wanted.getUrl().matches("[A-Za-z]+(\\?.*)?")) {
            throw Refusal.forbidden("Searches within a Bundle are not offered to your role; send them one by one.")
                    .asException();
        }
        if (wanted.getMethod() == HTTPVerb.DELETE
                || wanted.getUrl() != null && wanted.getUrl().contains("$")) {
            throw Refusal.forbidden("A Bundle of your role may read, create and update; " + wanted.getMethod() + " "
                            + wanted.getUrl() + " it may not.")
                    .asException();
        }
        if (wanted.hasIfNoneExist()
                && entry.hasResource()
                && !Permissions.isPublic(entry.getResource().fhirType())) {
            wanted.setIfNoneExist(narrowed(wanted.getIfNoneExist(), visibility));
        }
        if (wanted.getMethod() == HTTPVerb.PUT && wanted.getUrl().contains("?")) {
            String[] url = wanted.getUrl().split("\\?", 2);
            wanted.setUrl(url[0] + "?" + narrowed(url[1], visibility));
        }
    }

    /** A conditional create that stands alone has its condition in a header. */
    static void narrowHeader(RequestDetails request, Visibility visibility) {
        String condition = request.getHeader(Constants.HEADER_IF_NONE_EXIST);
        if (condition != null && request.getRestOperationType() == RestOperationTypeEnum.CREATE) {
            request.setHeaders(Constants.HEADER_IF_NONE_EXIST, List.of(narrowed(condition, visibility)));
        }
    }

    private static String narrowed(String condition, Visibility visibility) {
        String labels = visibility.targets().stream()
                .filter(target -> !target.contains("/"))
                .map(target -> Compartment.SYSTEM + "|" + target)
                .collect(Collectors.joining(","));
        String any = labels.isEmpty() ? Compartment.SYSTEM + "|none" : labels;
        return condition + "&_security=" + UriUtils.encode(any, "UTF-8");
    }
}
