package health.consilium.delivery;

import health.consilium.delivery.rules.Tongue;
import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $deliver} is asked for.
 *
 * @param recipients such as {@code Patient/1}, in order, each once
 * @param language of the note; empty for the patient's preferred one
 */
record DeliverRequest(List<String> recipients, Optional<Locale> language) {

    static DeliverRequest of(List<Reference> recipients, CodeType channel, CodeType language) {
        if (recipients == null || recipients.isEmpty()) {
            throw Refusal.badRequest("malformed", "Name at least one recipient, such as Patient/1.", "recipient")
                    .asException();
        }
        checkChannel(channel == null ? "" : channel.getValue());
        return new DeliverRequest(
                recipients.stream()
                        .map(reference -> new IdType(reference.getReference())
                                .toUnqualifiedVersionless()
                                .getValue())
                        .map(String::valueOf)
                        .distinct()
                        .toList(),
                Optional.ofNullable(language).map(tag -> Tongue.parse(tag.getValue(), "language")));
    }

    private static void checkChannel(String channel) {
        if ("shl".equals(channel)) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "This server does not make SMART Health Links. Deliver through the portal; the patient can then"
                                    + " hand on the file that $package makes.",
                            "channel")
                    .asException();
        }
        if (!"portal".equals(channel)) {
            throw Refusal.unprocessable("unknown-code", "The parameter channel is portal or shl.", "channel")
                    .asException();
        }
    }
}
