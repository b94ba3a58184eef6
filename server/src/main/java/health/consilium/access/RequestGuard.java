package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The first question to each request: may this role do this at all? For callers who are confined to a case it also refuses
 * what would let them infer something about others ({@code _has}, chains, totals), and narrows searches to what they hold,
 * so that pages are full and totals right. What a search finds is filtered by {@link VisibilityFilter} all the same.
 */
@Component
@Interceptor(order = -100)
class RequestGuard implements EndpointInterceptor {

    private static final Set<RestOperationTypeEnum> OPEN =
            Set.of(RestOperationTypeEnum.METADATA, RestOperationTypeEnum.GET_PAGE);

    /** Parameters that reach beyond the resources that a caller sees. */
    private static final Set<String> REACHING = Set.of("_has", "_filter", "_contained", "_query", "_list", "_source");

    private final Visibilities visibilities;
    private final FhirStore store;

    RequestGuard(Visibilities visibilities, @Lazy FhirStore store) {
        this.visibilities = visibilities;
        this.store = store;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void check(ServletRequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        if (interaction == null || OPEN.contains(interaction)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        checkRole(request, interaction, visibility.caller());
        checkSubject(request, visibility);
        if (!visibility.caller().isStaff() && isSearch(interaction)) {
            checkParameters(request);
            narrow(request, visibility);
        } else if (!visibility.caller().isStaff() && !Permissions.isPublic(String.valueOf(request.getResourceName()))) {
            TransactionGuard.narrowHeader(request, visibility);
        }
    }

    private static void checkRole(ServletRequestDetails request, RestOperationTypeEnum interaction, Caller caller) {
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

    private static Refusal refusal(ServletRequestDetails request, RestOperationTypeEnum interaction, Caller caller) {
        String what = request.getOperation() != null ? request.getOperation() : interaction.getCode();
        String type = request.getResourceName() == null ? "" : " on " + request.getResourceName();
        return Refusal.forbidden("The role " + caller.role().code() + " may not use " + what + type + ".");
    }

    /** An operation on what the caller does not see would tell by its answer that it exists. */
    private void checkSubject(ServletRequestDetails request, Visibility visibility) {
        if (visibility.caller().isStaff() || request.getOperation() == null || request.getId() == null) {
            return;
        }
        String subject = request.getResourceName() + "/" + request.getId().getIdPart();
        if (store.find(subject).filter(visibility::sees).isEmpty()) {
            throw Refusal.notFound("There is no " + subject + " for you.").asException();
        }
    }

    private static boolean isSearch(RestOperationTypeEnum interaction) {
        return interaction == RestOperationTypeEnum.SEARCH_TYPE;
    }

    private static void checkParameters(ServletRequestDetails request) {
        request.getParameters().keySet().forEach(name -> {
            String base = name.split(":")[0];
            if (REACHING.contains(base) || (base.contains(".") && !base.startsWith("_"))) {
                throw Refusal.forbidden("The parameter " + base + " is not offered to your role; search by values of "
                                + request.getResourceName() + " itself.")
                        .asException();
            }
        });
        for (String include : List.of("_include", "_revinclude", "_include:iterate", "_revinclude:iterate")) {
            for (String value : request.getParameters().getOrDefault(include, new String[0])) {
                if (value.contains("*")) {
                    throw Refusal.forbidden("Name each include; the wildcard is not offered to your role.")
                            .asException();
                }
            }
        }
    }

    /**
     * Adds {@code _security} or {@code _id}, whichever the caller's grants on this type are. Where neither covers the other,
     * {@link VisibilityFilter} alone decides, and nothing may be counted that it has not seen.
     */
    private static void narrow(ServletRequestDetails request, Visibility visibility) {
        String type = request.getResourceName();
        if (Permissions.isPublic(type)) {
            return;
        }
        List<String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String target : visibility.targets()) {
            if (!target.contains("/")) {
                labels.add(Compartment.SYSTEM + "|" + target);
            } else if (target.startsWith(type + "/")) {
                ids.add(target.substring(type.length() + 1));
            }
        }
        Caller caller = visibility.caller();
        if (ids.isEmpty() || (isLabelled(type, caller) && !labels.isEmpty())) {
            String any = labels.isEmpty() ? Compartment.SYSTEM + "|none" : String.join(",", labels);
            narrow(request, "_security", any);
        } else if (labels.isEmpty() || caller.is(Role.TRANSLATOR)) {
            narrow(request, "_id", String.join(",", ids));
        } else if (request.getParameters().keySet().stream().anyMatch(RequestGuard::counts)) {
            throw Refusal.forbidden("Totals are not offered to your role here; count what you get.")
                    .asException();
        }
    }

    /** All of a patient's case bears the label of the case, work of a hospital or of translators that of those who do it. */
    private static boolean isLabelled(String type, Caller caller) {
        return type.equals("Task")
                ? caller.is(Role.PATIENT, Role.HOSPITAL, Role.TRANSLATOR)
                : caller.is(Role.PATIENT) && !type.equals("Patient");
    }

    private static boolean counts(String parameter) {
        return parameter.equals("_summary") || parameter.equals("_total");
    }

    private static void narrow(ServletRequestDetails request, String parameter, String anyOf) {
        Map<String, String[]> parameters = new LinkedHashMap<>(request.getParameters());
        parameters.merge(parameter, new String[] {anyOf}, RequestGuard::both);
        request.setParameters(parameters);
    }

    private static String[] both(String[] a, String[] b) {
        List<String> both = new ArrayList<>(List.of(a));
        both.addAll(List.of(b));
        return both.toArray(String[]::new);
    }
}
