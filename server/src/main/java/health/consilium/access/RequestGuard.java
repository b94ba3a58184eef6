package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.ResourceTypes;
import health.consilium.smart.rules.Permission;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The first question to each request: may this role do this at all, and is the token for it? For callers who are confined to
 * a case it also refuses what would let them infer something about others, and narrows searches to what they hold. What a
 * search finds is filtered by {@link VisibilityFilter} all the same.
 */
@Component
@Interceptor(order = -100)
class RequestGuard implements EndpointInterceptor {

    private static final Set<RestOperationTypeEnum> CHANGES =
            Set.of(RestOperationTypeEnum.UPDATE, RestOperationTypeEnum.PATCH, RestOperationTypeEnum.DELETE);

    /** What of a Bundle HAPI hands on like requests; the rest it stores. */
    private static final Set<RestOperationTypeEnum> ENTRIES = Set.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.HISTORY_INSTANCE);

    /** What may be asked of a record that is open in an emergency: the page that was made for one. */
    private static final String EMERGENCY_SUMMARY = "$summary";

    /** Operations that HAPI offers on a whole type as well. */
    private static final Set<String> WHOLE = Set.of("$everything", "$summary");

    private final Visibilities visibilities;
    private final FhirStore store;
    private final ParameterGuard parameters;

    RequestGuard(Visibilities visibilities, @Lazy FhirStore store, ParameterGuard parameters) {
        this.visibilities = visibilities;
        this.store = store;
        this.parameters = parameters;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void check(ServletRequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        if (interaction == null || interaction == RestOperationTypeEnum.METADATA) {
            return;
        }
        if (ByLink.isCaller()) {
            ByLink.check(request, visibilities.of(request).caller());
        }
        if (interaction == RestOperationTypeEnum.GET_PAGE) {
            ParameterGuard.checkPage(request.getParameters());
            return;
        }
        Visibility visibility = visibilities.of(request);
        checkRole(request, interaction, visibility.caller());
        checkScope(request, interaction, visibility);
        boolean search = interaction == RestOperationTypeEnum.SEARCH_TYPE;
        if (Permissions.isTrail(request.getResourceName())) {
            if (search) {
                parameters.checkNames(types(request), request.getParameters());
            }
            return;
        }
        boolean conditional = search || CHANGES.contains(interaction);
        if (conditional && !visibility.mayReach()) {
            Reaching.check(request.getParameters());
        }
        TransactionGuard.condition(request)
                .ifPresent(condition -> parameters.check(types(request), ParameterGuard.query(condition), visibility));
        if (!visibility.caller().isStaff() && !search) {
            checkTarget(request, interaction, visibility);
            TransactionGuard.narrowHeader(request, visibility);
        }
        if (conditional) {
            parameters.checkNames(types(request), request.getParameters());
        }
        if (search) {
            Narrowing.apply(request, visibility);
        }
    }

    /**
     * The same of what is read within a Bundle, as HAPI understood its address; and no request whatever is served by a thread
     * that does not know who sent it. What is written within a Bundle is asked about where it is stored.
     */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void checkEntry(RequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        if (interaction == null || interaction == RestOperationTypeEnum.METADATA) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        if (interaction == RestOperationTypeEnum.VREAD) {
            checkVersion(request.getId(), visibility);
        }
        OperationParameters.check(request, visibility);
        if (!request.isSubRequest()) {
            return;
        }
        if (!ENTRIES.contains(interaction) || request.getParameters().containsKey(Constants.PARAM_PAGINGACTION)) {
            throw Refusal.forbidden("A Bundle may read, search, create, update and delete; send "
                            + what(request, interaction) + " by itself.")
                    .asException();
        }
        checkRole(request, interaction, visibility.caller());
        checkScope(request, interaction, visibility);
        if (interaction == RestOperationTypeEnum.SEARCH_TYPE) {
            parameters.check(types(request), request.getParameters(), visibility);
        }
    }

    private static Set<String> types(RequestDetails request) {
        return request.getResourceName() == null ? Set.of() : Set.of(request.getResourceName());
    }

    private static void checkRole(RequestDetails request, RestOperationTypeEnum interaction, Caller caller) {
        String type = request.getResourceName();
        boolean allowed =
                switch (interaction) {
                    case READ, VREAD, SEARCH_TYPE -> Permissions.mayRead(caller.role(), type);
                    case HISTORY_INSTANCE -> caller.isStaff() || Permissions.isPublic(type);
                    case CREATE, UPDATE, PATCH -> Permissions.mayWrite(caller.role(), type);
                    case DELETE -> caller.isStaff() && Permissions.mayWrite(caller.role(), type);
                    case TRANSACTION -> true;
                    case EXTENDED_OPERATION_INSTANCE, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_SERVER, VALIDATE ->
                        Permissions.mayCall(caller.role(), request.getOperation());
                    default -> false;
                };
        if (!allowed) {
            throw refusal(request, interaction, caller).asException();
        }
    }

    private static void checkScope(RequestDetails request, RestOperationTypeEnum interaction, Visibility visibility) {
        String type = request.getResourceName();
        if (ResourceTypes.CONFORMANCE.contains(String.valueOf(type))) {
            return;
        }
        ScopeFilter scopes = visibility.scopes();
        boolean allowed =
                switch (interaction) {
                    case READ, VREAD, HISTORY_INSTANCE -> scopes.allows(Permission.READ, type);
                    case SEARCH_TYPE -> scopes.allows(Permission.SEARCH, type);
                    case CREATE -> scopes.allows(Permission.CREATE, type);
                    case UPDATE, PATCH -> scopes.allows(Permission.UPDATE, type);
                    case DELETE -> scopes.allows(Permission.DELETE, type);
                    // Each entry is asked for by itself.
                    case TRANSACTION -> true;
                    default -> OperationScopes.allow(scopes, visibility.caller(), request.getOperation(), type);
                };
        if (!allowed) {
            throw insufficientScope(what(request, interaction)).asException();
        }
    }

    static Refusal insufficientScope(String what) {
        return Refusal.forbidden("The scopes of your token do not include " + what + ".");
    }

    private static Refusal refusal(RequestDetails request, RestOperationTypeEnum interaction, Caller caller) {
        return Refusal.forbidden(
                "The role " + caller.role().code() + " may not use " + what(request, interaction) + ".");
    }

    private static String what(RequestDetails request, RestOperationTypeEnum interaction) {
        String what = request.getOperation() != null ? request.getOperation() : interaction.getCode();
        return request.getResourceName() == null ? what : what + " on " + request.getResourceName();
    }

    /**
     * What the caller does not see does not exist, whatever is asked of it: the answer of an operation, a patch that tests a
     * value or a version that does not match would tell that it does.
     */
    private void checkTarget(ServletRequestDetails request, RestOperationTypeEnum interaction, Visibility visibility) {
        boolean operation = request.getOperation() != null;
        if (!operation && !CHANGES.contains(interaction)) {
            return;
        }
        if (request.getId() == null) {
            checkWholeType(request, operation);
            return;
        }
        String type = request.getResourceName();
        if (operation && !ResourceTypes.all().contains(type)) {
            // A Measure is asked and not stored: there is nothing of anybody's behind its id.
            return;
        }
        String id = request.getId().getIdPart();
        Optional<Resource> target = store.find(type + "/" + id);
        boolean administers = visibility.caller().is(Role.ADMIN) && !operation;
        boolean summary = EMERGENCY_SUMMARY.equals(request.getOperation());
        if (target.filter(found -> summary ? visibility.reads(found) : visibility.sees(found))
                        .isEmpty()
                && !(target.isEmpty() && administers)) {
            throw untouchable(visibility, target.orElse(null), type, id).asException();
        }
    }

    /** A Task that a colleague took was nobody's in its first version: who may see a version is asked of the one that stands. */
    private void checkVersion(IIdType version, Visibility visibility) {
        String type = version.getResourceType();
        if (type.equals("Task")
                && visibility.caller().is(Role.TRANSLATOR)
                && store.find(version.toUnqualifiedVersionless().getValue())
                        .filter(visibility::sees)
                        .isEmpty()) {
            throw unseen(type, version.getIdPart()).asException();
        }
    }

    /** By the number of matches one could ask about others; and all patients at once is what nobody confined needs. */
    private static void checkWholeType(ServletRequestDetails request, boolean operation) {
        if (!operation || WHOLE.contains(request.getOperation())) {
            throw Refusal.forbidden(
                            "Name one resource by its id; of a whole type, or on a condition, this is not offered to"
                                    + " your role.")
                    .asException();
        }
    }

    /** Why something cannot be changed or worked with; who reads it in an emergency knows that it is there. */
    static Refusal untouchable(Visibility visibility, Resource target, String type, String id) {
        return target != null && visibility.emergency(target).isPresent()
                ? Refusal.forbidden("Emergency access is for reading: read, search and $summary.")
                : unseen(type, id);
    }

    /** The same words whether there is such a resource or not. */
    static Refusal unseen(String type, String id) {
        return Refusal.notFound(
                "There is no " + type + "/" + id + " for you. To create one, use POST; the server gives" + " ids.");
    }
}
