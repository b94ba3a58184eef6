package health.consilium.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Who stands behind a request.
 *
 * @param subject account or client, for the audit trail
 * @param role what the caller is here
 * @param party the resource that is the caller, such as {@code Patient/1}, {@code Practitioner/2}, {@code Organization/3}
 * @param organization on whose behalf, such as {@code Organization/3}; none for a patient
 * @param scopes scopes of the token
 */
public record Caller(String subject, Role role, String party, Optional<String> organization, Set<String> scopes) {

    static final Caller SERVER = new Caller("server", Role.SERVER, "Device/consilium", Optional.empty(), Set.of());

    public boolean is(Role... anyOf) {
        return Arrays.asList(anyOf).contains(role);
    }

    /** Staff of the navigation desk and the server itself: not confined to a case. */
    public boolean isStaff() {
        return is(Role.COORDINATOR, Role.SERVER);
    }

    public Reference reference() {
        return new Reference(party);
    }

    /** The label of what this caller sends, by which it is known again as the caller's; none for staff. */
    public Optional<Coding> contributorLabel() {
        if (isStaff()) {
            return Optional.empty();
        }
        return is(Role.PATIENT)
                ? Optional.of(Compartment.ofPatient(party))
                : organization.map(reference -> Compartment.ofContributor(new IdType(reference).getIdPart()));
    }

    /** Whether the resource is what this caller sent, as its label says. */
    public boolean hasSent(Resource resource) {
        return contributorLabel()
                .map(Coding::getCode)
                .filter(Compartment.codes(resource)::contains)
                .isPresent();
    }

    /** Whether a reference in a resource means this caller or the organization behind it. */
    public boolean isMeantBy(Reference reference) {
        String value = reference == null ? null : reference.getReference();
        return value != null && (value.equals(party) || value.equals(organization.orElse(null)));
    }
}
