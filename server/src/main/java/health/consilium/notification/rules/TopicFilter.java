package health.consilium.notification.rules;

import health.consilium.workflow.rules.State;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Identifier;

/**
 * Narrows a topic by an element of its focus, a Task.
 *
 * @param parameter {@code business-status} or {@code group-identifier}
 * @param anyOf accepted codes or numbers
 */
public record TopicFilter(String parameter, List<String> anyOf) {

    private static final Pattern FORM =
            Pattern.compile("Task\\?(business-status|group-identifier)=([A-Za-z0-9.,|:/_-]{1,500})");

    static Optional<TopicFilter> of(String text) {
        Matcher matcher = FORM.matcher(String.valueOf(text));
        return matcher.matches()
                ? Optional.of(new TopicFilter(
                        matcher.group(1), List.of(matcher.group(2).split(","))))
                : Optional.empty();
    }

    /**
     * Whether all of the filters let an event through.
     *
     * @param business status that was entered; empty where the event is none of status
     * @param group {@code Task.groupIdentifier}
     */
    public static boolean pass(List<String> filters, String business, Identifier group) {
        return filters.stream().flatMap(text -> of(text).stream()).allMatch(filter -> filter.passes(business, group));
    }

    private boolean passes(String business, Identifier group) {
        return parameter.equals("business-status")
                ? isWanted(State.SYSTEM, business)
                : isWanted(group.getSystem(), group.getValue());
    }

    private boolean isWanted(String system, String value) {
        return anyOf.contains(value) || anyOf.contains(system + "|" + value);
    }
}
