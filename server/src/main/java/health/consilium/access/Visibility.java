package health.consilium.access;

import health.consilium.fhir.ResourceTypes;
import health.consilium.smart.rules.Permission;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.util.function.SingletonSupplier;

/**
 * What one caller may see, fixed for one request. A resource is visible when it is everybody's, when the caller holds a
 * grant on one of its labels, or a grant on the resource itself. What an emergency opened can be read, and nothing else: writes
 * and operations ask for what the caller {@link #sees}.
 */
final class Visibility {

    private final Caller caller;
    private final Set<String> standing;
    private final SingletonSupplier<Grants.Held> held;
    private final boolean mayHaveEmergencies;
    private final Predicate<String> ownsExport;
    private final ScopeFilter scopes;

    /** @param ownsExport whether the caller started the export of this key, and it has not been ended */
    Visibility(Caller caller, Grants.Held held, Predicate<String> ownsExport) {
        this(caller, () -> held, !held.emergencies().isEmpty(), ownsExport);
    }

    /**
     * Grants are looked up when they are asked for: many a resource is the caller's by what comes with the role.
     *
     * @param mayHaveEmergencies false where emergencies are not looked at
     */
    Visibility(Caller caller, Supplier<Grants.Held> held, boolean mayHaveEmergencies, Predicate<String> ownsExport) {
        this.caller = caller;
        this.standing = Grants.standing(caller);
        this.held = SingletonSupplier.of(held);
        this.mayHaveEmergencies = mayHaveEmergencies;
        this.ownsExport = ownsExport;
        this.scopes = ScopeFilter.of(caller);
    }

    private Grants.Held held() {
        return held.obtain();
    }

    /** Looks up the grants now, so that nothing which the request does changes them for it. */
    void fix() {
        held();
    }

    Caller caller() {
        return caller;
    }

    /** Labels and references of what this caller may read. */
    Set<String> readable() {
        return emergencies().isEmpty()
                ? held().targets()
                : Stream.concat(held().targets().stream(), emergencies().keySet().stream())
                        .collect(Collectors.toSet());
    }

    /**
     * The labels by which this caller sees resources of a type, as a value of {@code _security}; one that nothing bears where
     * there are none.
     */
    String labels(String type) {
        return labels(held().targets(), type);
    }

    /** The same for what the caller may only read besides. */
    String readableLabels(String type) {
        return labels(readable(), type);
    }

    private static String labels(Set<String> targets, String type) {
        String labels = targets.stream()
                .filter(target -> !target.contains("/"))
                .filter(label -> Compartment.counts(label, type))
                .map(target -> Compartment.SYSTEM + "|" + target)
                .collect(Collectors.joining(","));
        return labels.isEmpty() ? Compartment.SYSTEM + "|none" : labels;
    }

    ScopeFilter scopes() {
        return scopes;
    }

    /** Whether nothing can be inferred from what a search reaches: the caller may see all of every type, with this token. */
    boolean mayReach() {
        return caller.isStaff() && (caller.is(Role.SERVER) || scopes.readAll());
    }

    /** Whether the resource may leave for this caller's app: the caller may read it, and the token is for such resources. */
    boolean shows(Resource resource, Collection<Permission> anyOf) {
        return reads(resource)
                && (caller.is(Role.SERVER)
                        || ResourceTypes.CONFORMANCE.contains(resource.fhirType())
                        || scopes.covers(anyOf, resource));
    }

    boolean reads(Resource resource) {
        return sees(resource) || emergency(resource).isPresent();
    }

    private Map<String, String> emergencies() {
        return mayHaveEmergencies ? held().emergencies() : Map.of();
    }

    /** The declaration because of which alone the caller reads this; of the desk, which sees every case, one about this case. */
    Optional<String> emergency(Resource resource) {
        Map<String, String> emergencies = emergencies();
        if (emergencies.isEmpty()
                || Permissions.isPublic(resource.fhirType())
                || !Permissions.mayRead(caller.role(), resource.fhirType())
                || (!caller.isStaff() && sees(resource))) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(reference(resource)), Compartment.codes(resource).stream())
                .filter(emergencies::containsKey)
                .map(emergencies::get)
                .findFirst();
    }

    boolean sees(Resource resource) {
        if (resource instanceof Binary binary && Exports.key(binary).isPresent()) {
            return caller.is(Role.SERVER) || ownsExport.test(Exports.key(binary).get());
        }
        if (Permissions.readsAll(caller.role(), resource.fhirType()) || Permissions.isPublic(resource.fhirType())) {
            return true;
        }
        if (!Permissions.mayRead(caller.role(), resource.fhirType())) {
            return false;
        }
        if (resource instanceof Task task && caller.is(Role.TRANSLATOR)) {
            return isFreeOrOwn(task);
        }
        return isGranted(resource);
    }

    private boolean isGranted(Resource resource) {
        return isAmong(standing, resource) || isAmong(held().targets(), resource);
    }

    private static boolean isAmong(Set<String> targets, Resource resource) {
        return targets.contains(reference(resource))
                || Compartment.codes(resource).stream().anyMatch(targets::contains)
                || (resource instanceof Binary binary && isContextAmong(targets, binary));
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** A Binary follows the resource that it names as its context, https://hl7.org/fhir/R4/binary.html#security */
    private static boolean isContextAmong(Set<String> targets, Binary binary) {
        return binary.hasSecurityContext()
                && targets.contains(binary.getSecurityContext().getReference());
    }

    private boolean isFreeOrOwn(Task task) {
        return isGranted(task) && (!task.hasOwner() || caller.isMeantBy(task.getOwner()));
    }
}
