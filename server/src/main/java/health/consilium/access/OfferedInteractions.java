package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.fhir.EndpointInterceptor;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.springframework.stereotype.Component;

/** Takes out of the CapabilityStatement what {@link RequestGuard} refuses to every role: HAPI offers all that it can. */
@Component
@Interceptor
class OfferedInteractions implements EndpointInterceptor {

    private static final Set<SystemRestfulInteraction> SYSTEM =
            Set.of(SystemRestfulInteraction.TRANSACTION, SystemRestfulInteraction.BATCH);

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void complete(IBaseConformance generated) {
        for (CapabilityStatementRestComponent rest : ((CapabilityStatement) generated).getRest()) {
            rest.getInteraction().removeIf(interaction -> !SYSTEM.contains(interaction.getCode()));
            rest.getResource().forEach(OfferedInteractions::complete);
        }
    }

    private static void complete(CapabilityStatementRestResourceComponent resource) {
        String type = resource.getType();
        boolean written = isFor(role -> Permissions.mayWrite(role, type));
        resource.getInteraction().removeIf(interaction -> !isOffered(interaction.getCode(), type));
        if (!written) {
            resource.setConditionalCreateElement(null);
            resource.setConditionalUpdateElement(null);
        }
        if (!isFor(role -> mayDelete(role, type))) {
            resource.setConditionalDeleteElement(null);
        }
    }

    private static boolean isOffered(TypeRestfulInteraction interaction, String type) {
        return switch (interaction) {
            case READ, VREAD, SEARCHTYPE, HISTORYINSTANCE -> isFor(role -> Permissions.mayRead(role, type));
            case CREATE, UPDATE, PATCH -> isFor(role -> Permissions.mayWrite(role, type));
            case DELETE -> isFor(role -> mayDelete(role, type));
            default -> false;
        };
    }

    private static boolean mayDelete(Role role, String type) {
        return role == Role.COORDINATOR && Permissions.mayWrite(role, type);
    }

    private static boolean isFor(Predicate<Role> permission) {
        return Arrays.stream(Role.values()).anyMatch(permission);
    }
}
