package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds numbers in the conditions of a search that would cost much to read. An identifier may look like one and is left alone. */
final class NumberQueries {

    private static final Set<RestSearchParameterTypeEnum> NUMERIC = EnumSet.of(
            RestSearchParameterTypeEnum.NUMBER,
            RestSearchParameterTypeEnum.QUANTITY,
            RestSearchParameterTypeEnum.COMPOSITE);

    private static final Pattern DEAR =
            Pattern.compile("[0-9.][eE][+-]?0*[1-9][0-9]{2}|[0-9]{" + (NumberGuard.MOST_DIGITS + 1) + "}");

    private final Set<String> names;

    NumberQueries(FhirContext context) {
        names = ResourceTypes.all().stream()
                .flatMap(type -> context.getResourceDefinition(type).getSearchParams().stream())
                .filter(parameter -> NUMERIC.contains(parameter.getParamType()))
                .map(RuntimeSearchParam::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param url null for none */
    boolean areDear(String url) {
        return url != null
                && UrlUtil.parseQueryString(url.substring(url.indexOf('?') + 1)).entrySet().stream()
                        .anyMatch(condition -> isNumeric(condition.getKey())
                                && Arrays.stream(condition.getValue())
                                        .anyMatch(value -> DEAR.matcher(value).find()));
    }

    /** In chains and with modifiers too. */
    private boolean isNumeric(String name) {
        return Arrays.stream(name.split("[:.]")).anyMatch(names::contains);
    }
}
