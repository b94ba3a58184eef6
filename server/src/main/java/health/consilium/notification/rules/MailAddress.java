package health.consilium.notification.rules;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.SpokenLanguages;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;

/** Where somebody gets mail, and in which language. */
public final class MailAddress {

    public static final String NO_MAIL = FhirPackage.CANONICAL + "/StructureDefinition/no-mail";

    private MailAddress() {}

    /** Sealed: an address, or why there is none. */
    public sealed interface Found {

        record Address(String value) implements Found {}

        /** @param reason {@code no-address} or {@code no-mail} */
        record None(String reason) implements Found {}
    }

    /** The best address by rank of those that hold now. One word against mail is enough for that address. */
    public static Found of(Resource recipient, Instant now) {
        List<ContactPoint> mail = telecoms(recipient)
                .filter(telecom -> telecom.getSystem() == ContactPointSystem.EMAIL && isAddress(telecom.getValue()))
                .filter(telecom -> telecom.getUse() != ContactPointUse.OLD && holds(telecom, now))
                .toList();
        Optional<ContactPoint> best = mail.stream()
                .filter(telecom -> !isRefused(telecom))
                .min(Comparator.comparing(telecom -> telecom.hasRank() ? telecom.getRank() : Integer.MAX_VALUE));
        return best.<Found>map(telecom -> new Found.Address(telecom.getValue().strip()))
                .orElseGet(() -> new Found.None(mail.isEmpty() ? "no-address" : "no-mail"));
    }

    private static Stream<ContactPoint> telecoms(Resource recipient) {
        if (recipient instanceof Patient patient) {
            return patient.getTelecom().stream();
        }
        if (recipient instanceof Practitioner practitioner) {
            return practitioner.getTelecom().stream();
        }
        if (recipient instanceof RelatedPerson relative) {
            return relative.getTelecom().stream();
        }
        if (recipient instanceof Organization organization) {
            return Stream.concat(
                    organization.getTelecom().stream(),
                    organization.getContact().stream().flatMap(contact -> contact.getTelecom().stream()));
        }
        return Stream.empty();
    }

    private static boolean holds(ContactPoint telecom, Instant now) {
        boolean begun = !telecom.getPeriod().hasStart()
                || !telecom.getPeriod().getStart().toInstant().isAfter(now);
        boolean ended = telecom.getPeriod().hasEnd()
                && telecom.getPeriod().getEnd().toInstant().isBefore(now);
        return begun && !ended;
    }

    private static boolean isRefused(ContactPoint telecom) {
        return telecom.getExtensionsByUrl(NO_MAIL).stream()
                .map(Extension::getValue)
                .anyMatch(value -> value instanceof BooleanType said && Boolean.TRUE.equals(said.getValue()));
    }

    /** Enough to keep a second recipient or a header out; whether it exists only the mail server knows. */
    private static boolean isAddress(String value) {
        return value != null && value.strip().matches("[^\\s@,;:<>\"()\\[\\]\\\\]+@[^\\s@,;:<>\"()\\[\\]\\\\]+");
    }

    /** The BCP 47 tag that the recipient prefers; English where nothing is said. */
    public static String language(Resource recipient) {
        return SpokenLanguages.first(recipient)
                .orElseGet(() -> recipient.hasLanguage() ? recipient.getLanguage() : "en");
    }
}
