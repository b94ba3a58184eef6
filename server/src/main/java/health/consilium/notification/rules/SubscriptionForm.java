package health.consilium.notification.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;

/**
 * A Subscription as a client writes it, in the shape of https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/: what is wrong
 * with it, and what it asks for.
 */
public final class SubscriptionForm {

    public static final String BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    /** What stands for the value of a header wherever a Subscription is shown. */
    public static final String MASK = "****";

    private static final Set<String> OURS_TO_WRITE = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect");
    private static final String HEARTBEAT = "backport-heartbeat-period";
    private static final String TIMEOUT = "backport-timeout";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_HEADER = 4_000;
    private static final int LONGEST_TIMEOUT = 60;

    private final Subscription form;
    private final EndpointRules endpoints;
    private final int shortestHeartbeat;

    /** @param shortestHeartbeat in seconds */
    public SubscriptionForm(Subscription form, EndpointRules endpoints, int shortestHeartbeat) {
        this.form = form;
        this.endpoints = endpoints;
        this.shortestHeartbeat = shortestHeartbeat;
    }

    /**
     * One thing that is wrong.
     *
     * @param code of {@code CodeSystem/outcome-code}
     * @param message what to do about it
     * @param expression the element
     */
    public record Objection(String code, String message, String expression) {}

    public List<Objection> objections(Instant now) {
        List<Objection> found = new ArrayList<>();
        checkTopic(found);
        checkChannel(found);
        checkPayload(found);
        checkTimes(found, now);
        headers().forEach(header -> checkHeader(header, found));
        if (headers().size() > MOST_HEADERS) {
            found.add(unsupported("Send at most " + MOST_HEADERS + " headers.", "Subscription.channel.header"));
        }
        return found;
    }

    private void checkTopic(List<Objection> found) {
        if (Topic.of(form.getCriteria()).isEmpty()) {
            found.add(unsupported(
                    "The criteria is the canonical of a topic; the CapabilityStatement lists those that there are on the resource"
                            + " Subscription.",
                    "Subscription.criteria"));
        }
        extensions(form.getCriteriaElement(), "backport-filter-criteria").stream()
                .filter(filter ->
                        TopicFilter.of(filter.getValue().primitiveValue()).isEmpty())
                .forEach(filter -> found.add(unsupported(
                        "A filter is Task?business-status=[code] or Task?group-identifier=[number].",
                        "Subscription.criteria.extension")));
    }

    private void checkChannel(List<Objection> found) {
        if (channel().getType() != SubscriptionChannelType.RESTHOOK) {
            found.add(unsupported("The one channel is rest-hook.", "Subscription.channel.type"));
        }
        endpoints
                .objection(channel().getEndpoint())
                .ifPresent(objection ->
                        found.add(new Objection("endpoint-refused", objection, "Subscription.channel.endpoint")));
    }

    private void checkPayload(List<Objection> found) {
        if (!"application/fhir+json".equals(channel().getPayload())) {
            found.add(unsupported("The payload is application/fhir+json.", "Subscription.channel.payload"));
        }
        List<Extension> content = extensions(channel().getPayloadElement(), "backport-payload-content");
        if (content.size() != 1 || !"id-only".equals(content.get(0).getValue().primitiveValue())) {
            found.add(unsupported(
                    "Notifications hold ids only, never content: give channel.payload the extension backport-payload-content"
                            + " with the value id-only.",
                    "Subscription.channel.payload.extension"));
        }
    }

    private void checkTimes(List<Objection> found, Instant now) {
        if (!isNumber(HEARTBEAT) || !isNumber(TIMEOUT)) {
            found.add(unsupported(
                    "Heartbeat period and timeout are whole numbers of seconds.", "Subscription.channel.extension"));
            return;
        }
        Integer heartbeat = heartbeat();
        if (heartbeat != null && heartbeat != 0 && heartbeat < shortestHeartbeat) {
            found.add(unsupported(
                    "The shortest heartbeat period is " + shortestHeartbeat + " seconds.",
                    "Subscription.channel.extension"));
        }
        Integer timeout = timeout();
        if (timeout != null && (timeout < 1 || timeout > LONGEST_TIMEOUT)) {
            found.add(unsupported(
                    "The timeout is from 1 to " + LONGEST_TIMEOUT + " seconds.", "Subscription.channel.extension"));
        }
        if (form.hasEnd() && !form.getEnd().toInstant().isAfter(now)) {
            found.add(unsupported("The end is past.", "Subscription.end"));
        }
    }

    /** What is in a header is not repeated in the answer. RFC 9110, 5.5 and 5.6.2. */
    private static void checkHeader(String header, List<Objection> found) {
        boolean formed = header.length() <= LONGEST_HEADER
                && header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t]*[\\x21-\\x7e]([\\t\\x20-\\x7e]*[\\x21-\\x7e])?");
        if (!formed) {
            found.add(unsupported("A header is Name: value, in ASCII, on one line.", "Subscription.channel.header"));
        } else if (OURS_TO_WRITE.contains(nameOf(header).toLowerCase(Locale.ROOT))) {
            found.add(unsupported("The server sets " + nameOf(header) + " itself.", "Subscription.channel.header"));
        }
    }

    public Topic topic() {
        return Topic.of(form.getCriteria()).orElseThrow();
    }

    public List<String> filters() {
        return extensions(form.getCriteriaElement(), "backport-filter-criteria").stream()
                .map(filter -> filter.getValue().primitiveValue())
                .toList();
    }

    public List<String> headers() {
        return channel().getHeader().stream()
                .map(header -> header.hasValue() ? header.getValue() : "")
                .toList();
    }

    /** Seconds; null for none. */
    public Integer heartbeat() {
        return seconds(HEARTBEAT);
    }

    /** Seconds; null when the client leaves it to the server. */
    public Integer timeout() {
        return seconds(TIMEOUT);
    }

    private boolean isNumber(String extension) {
        return first(extension)
                .map(value -> WHOLE_NUMBER.matcher(value).matches())
                .orElse(true);
    }

    private Integer seconds(String extension) {
        return first(extension).map(Integer::valueOf).orElse(null);
    }

    private Optional<String> first(String extension) {
        return extensions(channel(), extension).stream()
                .findFirst()
                .map(found -> String.valueOf(found.getValue().primitiveValue()));
    }

    private SubscriptionChannelComponent channel() {
        return form.getChannel();
    }

    private static List<Extension> extensions(Element element, String name) {
        return element.getExtensionsByUrl(BACKPORT + name).stream()
                .filter(Extension::hasValue)
                .toList();
    }

    public static String nameOf(String header) {
        return header.substring(0, header.indexOf(':'));
    }

    public static String masked(String header) {
        return nameOf(header) + ": " + MASK;
    }

    public static boolean isMasked(String header) {
        return header.endsWith(": " + MASK);
    }

    private static Objection unsupported(String message, String expression) {
        return new Objection("unsupported", message, expression);
    }
}
