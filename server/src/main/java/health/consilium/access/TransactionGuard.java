package health.consilium.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.fhir.EntryTarget;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.smart.rules.Permission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
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

    private static final Set<String> KNOWN = ResourceTypes.all();
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]+");
    private static final Pattern INSTANCE = Pattern.compile("([A-Za-z]+)/([A-Za-z0-9.-]{1,64})");
    private static final Pattern READ = Pattern.compile("[A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history/[0-9]+)?");
    private static final Pattern ADDRESS = Pattern.compile("(?:^|/)([A-Z][A-Za-z]+)(?=[/?]|$)");

    private final Visibilities visibilities;
    private final CaseLocator locator;
    private final FhirStore store;
    private final ParameterGuard parameters;
    private final BundleReads reads;
    private final FhirContext context;

    TransactionGuard(
            Visibilities visibilities,
            @Lazy CaseLocator locator,
            @Lazy FhirStore store,
            ParameterGuard parameters,
            BundleReads reads,
            FhirContext context) {
        this.visibilities = visibilities;
        this.locator = locator;
        this.store = store;
        this.parameters = parameters;
        this.reads = reads;
        this.context = context;
    }

    @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
    public void check(IBaseBundle received, RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails || !(received instanceof Bundle bundle)) {
            return;
        }
        if (ByLink.isCaller()) {
            ByLink.check(bundle);
        }
        Visibility visibility = visibilities.of(request);
        bundle.getEntry().forEach(entry -> {
            checkRole(entry, visibility.caller().role());
            checkScope(entry, visibility.scopes());
        });
        bundle.getEntry().forEach(entry -> checkConditions(entry, visibility));
        boolean batch = bundle.getType() == BundleType.BATCH;
        if (batch || !isOfBatch(request)) {
            reads.take(bundle);
        }
        if (!visibility.caller().isStaff()) {
            bundle.getEntry().forEach(entry -> check(entry, visibility));
        }
        CaseLabels.assignNone(request);
        if (!batch) {
            locator.caseOf(bundle).ifPresent(number -> CaseLabels.assign(request, number));
        }
    }

    /** HAPI comes with a batch as a whole, then with each of its entries as a transaction. */
    private static boolean isOfBatch(RequestDetails request) {
        return request.getResource() instanceof Bundle sent && sent.getType() == BundleType.BATCH;
    }

    /** HAPI knows HEAD and does nothing about it. How each address is understood is asked once more by {@link RequestGuard}. */
    private static void checkRole(Bundle.BundleEntryComponent entry, Role role) {
        HTTPVerb method = entry.getRequest().getMethod();
        if (method == HTTPVerb.HEAD) {
            throw notOffered(entry.getRequest());
        }
        if (method == HTTPVerb.GET) {
            types(entry).stream()
                    .filter(KNOWN::contains)
                    .filter(type -> !Permissions.mayRead(role, type))
                    .findFirst()
                    .ifPresent(type -> {
                        throw Refusal.forbidden("The role " + role.code() + " may not read " + type + ".")
                                .asException();
                    });
        }
    }

    /**
     * What is read is filtered, but not what a search counts; and a write that changes nothing is not stored, so that nobody
     * would ask there.
     */
    private static void checkScope(Bundle.BundleEntryComponent entry, ScopeFilter scopes) {
        if (entry.getRequest().getMethod() == null) {
            return;
        }
        for (String type : types(entry)) {
            if (!allows(scopes, entry.getRequest(), type) && !ResourceTypes.CONFORMANCE.contains(type)) {
                throw RequestGuard.insufficientScope(
                                entry.getRequest().getMethod() + " of " + type + " within a Bundle")
                        .asException();
            }
        }
    }

    /** What is written, as HAPI will read it; of what is asked for, each type that the address names, wherever it stands. */
    private static Set<String> types(Bundle.BundleEntryComponent entry) {
        HTTPVerb method = entry.getRequest().getMethod();
        if (method == HTTPVerb.POST || method == HTTPVerb.PUT || method == HTTPVerb.PATCH) {
            return EntryTarget.of(entry).types();
        }
        String path = String.valueOf(entry.getRequest().getUrl()).replaceAll("\\?.*", "");
        return ADDRESS.matcher(path).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static boolean allows(ScopeFilter scopes, Bundle.BundleEntryRequestComponent wanted, String type) {
        return switch (wanted.getMethod()) {
            case GET, HEAD ->
                READ.matcher(String.valueOf(wanted.getUrl())).matches()
                        ? scopes.allows(Permission.READ, type)
                        : scopes.allows(Permission.SEARCH, type)
                                && scopes.categories(Permission.SEARCH, type).isEmpty();
            case POST -> scopes.allows(Permission.CREATE, type);
            case PUT, PATCH -> scopes.allows(Permission.UPDATE, type);
            case DELETE -> scopes.allows(Permission.DELETE, type);
            default -> true;
        };
    }

    /** Of searches, of the conditions of writes and of references, which HAPI looks up first; what a search asks for, {@link RequestGuard} reads as HAPI does. */
    private void checkConditions(Bundle.BundleEntryComponent entry, Visibility visibility) {
        String url = String.valueOf(entry.getRequest().getUrl());
        boolean read = entry.getRequest().getMethod() == HTTPVerb.GET;
        if (url.contains("?") && read && !visibility.mayReach()) {
            Reaching.check(ParameterGuard.query(url));
        }
        if (url.contains("?") && !read) {
            parameters.check(types(entry), ParameterGuard.query(url), visibility);
        }
        if (entry.getRequest().hasIfNoneExist()) {
            parameters.check(
                    types(entry), ParameterGuard.query(entry.getRequest().getIfNoneExist()), visibility);
        }
        if (entry.hasResource()) {
            References.of(entry.getResource(), context).stream()
                    .filter(References::isConditional)
                    .forEach(reference -> parameters.checkReference(reference, visibility));
        }
    }

    private void check(Bundle.BundleEntryComponent entry, Visibility visibility) {
        Bundle.BundleEntryRequestComponent wanted = entry.getRequest();
        String url = String.valueOf(wanted.getUrl());
        switch (wanted.getMethod() == null ? HTTPVerb.NULL : wanted.getMethod()) {
            case GET -> {
                if (!READ.matcher(url).matches()) {
                    throw Refusal.forbidden("Of your role, a Bundle may read single resources, such as Patient/1; send"
                                    + " searches one by one.")
                            .asException();
                }
            }
            case POST -> {
                if (!TYPE.matcher(url).matches()) {
                    throw notOffered(wanted);
                }
                checkCondition(entry, visibility);
            }
            case PUT, PATCH -> checkChange(wanted, visibility);
            case NULL -> {
                // Malformed; said so where the Bundle is read.
            }
            default -> throw notOffered(wanted);
        }
    }

    private static RuntimeException notOffered(Bundle.BundleEntryRequestComponent wanted) {
        return Refusal.forbidden("A Bundle of your role may read, create and update; " + wanted.getMethod() + " "
                        + String.valueOf(wanted.getUrl()).replaceAll("\\?.*", "?…") + " it may not.")
                .asException();
    }

    private static void checkCondition(Bundle.BundleEntryComponent entry, Visibility visibility) {
        Bundle.BundleEntryRequestComponent wanted = entry.getRequest();
        if (wanted.hasIfNoneExist() && entry.hasResource()) {
            if (!Permissions.isPublic(entry.getResource().fhirType())) {
                wanted.setIfNoneExist(narrowed(entry.getResource().fhirType(), wanted.getIfNoneExist(), visibility));
            }
        }
    }

    private void checkChange(Bundle.BundleEntryRequestComponent wanted, Visibility visibility) {
        if (wanted.getUrl().contains("?")) {
            String[] url = wanted.getUrl().split("\\?", 2);
            if (wanted.getMethod() != HTTPVerb.PUT || !TYPE.matcher(url[0]).matches()) {
                throw notOffered(wanted);
            }
            wanted.setUrl(url[0] + "?" + narrowed(url[0], url[1], visibility));
            return;
        }
        Matcher instance = INSTANCE.matcher(wanted.getUrl());
        if (!instance.matches()) {
            throw notOffered(wanted);
        }
        boolean administers = visibility.caller().is(Role.ADMIN);
        Optional<Resource> target = store.find(wanted.getUrl());
        if (target.filter(visibility::sees).isEmpty() && !(target.isEmpty() && administers)) {
            throw RequestGuard.untouchable(visibility, target.orElse(null), instance.group(1), instance.group(2))
                    .asException();
        }
    }

    static void narrowHeader(RequestDetails request, Visibility visibility) {
        condition(request)
                .filter(condition -> !Permissions.isPublic(request.getResourceName()))
                .ifPresent(condition -> request.setHeaders(
                        Constants.HEADER_IF_NONE_EXIST,
                        List.of(narrowed(request.getResourceName(), condition, visibility))));
    }

    /** A conditional create that stands alone has its condition in a header. */
    static Optional<String> condition(RequestDetails request) {
        return request.getRestOperationType() == RestOperationTypeEnum.CREATE
                ? Optional.ofNullable(request.getHeader(Constants.HEADER_IF_NONE_EXIST))
                : Optional.empty();
    }

    private static String narrowed(String type, String condition, Visibility visibility) {
        // The labels of a Task say that it was in the pool, not who took it since.
        if (type.equals("Task") && visibility.caller().is(Role.TRANSLATOR)) {
            throw Refusal.forbidden("Of your role, a Task is named by its id, not by a condition.")
                    .asException();
        }
        return condition + "&_security=" + UriUtils.encode(visibility.labels(type), StandardCharsets.UTF_8);
    }
}
