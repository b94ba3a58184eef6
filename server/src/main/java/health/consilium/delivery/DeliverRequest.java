package health.consilium.delivery;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * What {@code $deliver} is asked for.
 *
 * @param recipients such as {@code Patient/1}, in order, each once
 * @param language of the note; empty for the patient's preferred one
 * @param passcode of a link; empty for one that the server makes
 */
record DeliverRequest(List<String> recipients, Optional<Locale> language, Channel channel, Optional<String> passcode) {

    private static final int SHORTEST = 6;

    /** Of what the hash takes in. */
    private static final int LONGEST = 64;

    /** How the opinion reaches its recipients. */
    enum Channel {
        PORTAL,
        /** A SMART Health Link, to be handed on. */
        SHL;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DeliverRequest of(List<Reference> recipients, CodeType channel, CodeType language, StringType passcode) {
        if (recipients == null || recipients.isEmpty()) {
            throw Refusal.badRequest("malformed", "Name at least one recipient, such as Patient/1.", "recipient")
                    .asException();
        }
        Channel by = channel(channel);
        return new DeliverRequest(
                recipients.stream()
                        .map(reference -> new IdType(reference.getReference())
                                .toUnqualifiedVersionless()
                                .getValue())
                        .map(String::valueOf)
                        .distinct()
                        .toList(),
                Optional.ofNullable(language).map(tag -> LanguageParameter.require(tag.getValue(), "language")),
                by,
                passcode(passcode, by));
    }

    private static Channel channel(CodeType channel) {
        return Arrays.stream(Channel.values())
                .filter(known -> channel != null && known.code().equals(channel.getValue()))
                .findFirst()
                .orElseThrow(() -> Refusal.unprocessable(
                                "unknown-code", "The parameter channel is portal or shl.", "channel")
                        .asException());
    }

    private static Optional<String> passcode(StringType passcode, Channel channel) {
        if (passcode == null || !passcode.hasValue()) {
            return Optional.empty();
        }
        String value = passcode.getValue();
        boolean tooShort = value.codePointCount(0, value.length()) < SHORTEST;
        boolean tooLong = value.getBytes(StandardCharsets.UTF_8).length > LONGEST;
        if (channel != Channel.SHL || tooShort || tooLong) {
            throw Refusal.unprocessable(
                            "unknown-parameter",
                            "A passcode of at least " + SHORTEST + " characters and at most " + LONGEST
                                    + " bytes of UTF-8 goes with the channel shl.",
                            "passcode")
                    .asException();
        }
        return Optional.of(value);
    }
}
