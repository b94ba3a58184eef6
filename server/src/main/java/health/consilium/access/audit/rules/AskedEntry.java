package health.consilium.access.audit.rules;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * What an entry of a Bundle asks for, in the words of the trail.
 *
 * @param interaction as in {@code http://hl7.org/fhir/restful-interaction}
 * @param type empty where the address names none
 * @param id of the resource that is asked for or changed; empty where none is named
 * @param url as it was asked for, without a slash before it
 */
public record AskedEntry(String interaction, String type, String id, String url) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    public static AskedEntry of(BundleEntryComponent entry) {
        String url = StringUtils.removeStart(String.valueOf(entry.getRequest().getUrl()), "/");
        String[] path = StringUtils.substringBefore(url, "?").split("/");
        boolean typed = path.length > 0 && StringUtils.isAlpha(path[0]);
        boolean named = typed && path.length > 1 && ID.matcher(path[1]).matches();
        HTTPVerb method = entry.getRequest().getMethod();
        return new AskedEntry(
                method == HTTPVerb.GET ? read(path, named) : written(method),
                typed ? path[0] : "",
                named ? path[1] : "",
                url);
    }

    private static String read(String[] path, boolean named) {
        if (!named) {
            return "search-type";
        }
        if (path.length == 2) {
            return "read";
        }
        return path.length == 3 ? "history-instance" : "vread";
    }

    private static String written(HTTPVerb method) {
        return switch (method == null ? HTTPVerb.NULL : method) {
            case POST -> "create";
            case PUT -> "update";
            case PATCH -> "patch";
            case DELETE -> "delete";
            default -> "unknown";
        };
    }

    /** One resource, of this or an earlier version. */
    public boolean isRead() {
        return interaction.equals("read") || interaction.equals("vread");
    }

    /** What may find several, and tells something when it finds none. */
    public boolean isSearch() {
        return interaction.equals("search-type") || interaction.equals("history-instance");
    }

    public Optional<String> reference() {
        return id.isEmpty() ? Optional.empty() : Optional.of(type + "/" + id);
    }
}
