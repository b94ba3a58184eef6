package health.consilium.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.consilium.smart.rules.Permission;
import health.consilium.smart.rules.ScopeContext;
import health.consilium.smart.rules.SmartScope;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the scopes of a token leave of what its holder may do; they never widen it.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">SMART scopes</a>
 */
final class ScopeFilter {

    private static final String FHIR_USER = "fhirUser";

    private static final int KNOWN = 1_000;

    /** The same few sets come with request after request. */
    private static final Cache<Set<String>, List<SmartScope>> PARSED =
            Caffeine.newBuilder().maximumSize(KNOWN).build();

    private final List<SmartScope> scopes;
    private final Optional<String> self;

    private ScopeFilter(List<SmartScope> scopes, Optional<String> self) {
        this.scopes = scopes;
        this.self = self;
    }

    /**
     * The filter of one caller. Scopes that speak for one patient count where a patient is in context; with {@code fhirUser} an
     * app may read the resource that the person is.
     */
    static ScopeFilter of(Caller caller) {
        List<SmartScope> scopes = PARSED.get(caller.scopes(), ScopeFilter::parse).stream()
                .filter(scope -> scope.context() != ScopeContext.PATIENT || caller.is(Role.PATIENT))
                .toList();
        return new ScopeFilter(
                scopes, caller.scopes().contains(FHIR_USER) ? Optional.of(caller.party()) : Optional.empty());
    }

    private static List<SmartScope> parse(Set<String> scopes) {
        return scopes.stream().map(SmartScope::parse).flatMap(Optional::stream).toList();
    }

    /** Whether any scope allows this on the type, be it for one category only. */
    boolean allows(Permission permission, String type) {
        return granting(permission, type).findAny().isPresent()
                || (permission == Permission.READ
                        && self.filter(party -> party.startsWith(type + "/")).isPresent());
    }

    /** Whether all of every type may be read and searched; a scope of all types is of no category. */
    boolean readAll() {
        return Stream.of(Permission.READ, Permission.SEARCH)
                .allMatch(permission ->
                        granting(permission, SmartScope.ANY_TYPE).findAny().isPresent());
    }

    /** Whether one of the permissions is given for this very resource. */
    boolean covers(Collection<Permission> anyOf, Resource resource) {
        String type = resource.fhirType();
        return anyOf.stream().flatMap(permission -> granting(permission, type)).anyMatch(scope -> scope.category()
                        .map(category -> isOf(category, resource))
                        .orElse(true))
                || (anyOf.contains(Permission.READ)
                        && self.equals(
                                Optional.of(type + "/" + resource.getIdElement().getIdPart())));
    }

    /** The categories to which the permission is confined on this type; empty when it is not confined. */
    Set<String> categories(Permission permission, String type) {
        Set<String> categories = new LinkedHashSet<>();
        for (SmartScope scope : granting(permission, type).toList()) {
            if (scope.category().isEmpty()) {
                return Set.of();
            }
            categories.add(scope.category().get());
        }
        return categories;
    }

    private Stream<SmartScope> granting(Permission permission, String type) {
        return scopes.stream().filter(scope -> scope.allows(permission, type));
    }

    /** As the search parameter {@code category} matches: with a system exactly, without one any system. */
    private static boolean isOf(String category, Resource resource) {
        Property property = resource.getNamedProperty("category");
        return property != null && property.getValues().stream().anyMatch(value -> matches(category, value));
    }

    private static boolean matches(String category, Base value) {
        if (value instanceof CodeableConcept concept) {
            return concept.getCoding().stream().anyMatch(coding -> matches(category, coding));
        }
        return value.isPrimitive() && category.equals(value.primitiveValue());
    }

    private static boolean matches(String category, Coding coding) {
        int bar = category.indexOf('|');
        if (bar < 0) {
            return category.equals(coding.getCode());
        }
        String system = coding.getSystem() == null ? "" : coding.getSystem();
        return category.substring(0, bar).equals(system)
                && category.substring(bar + 1).equals(coding.getCode());
    }
}
