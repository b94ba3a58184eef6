package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.springframework.stereotype.Component;

/**
 * Refuses narratives that do anything but tell: somebody will show them in a browser. What FHIR allows is allowed; the text is
 * refused and not cleaned, because a record that was sent is kept as it is or not at all.
 *
 * @see <a href="https://hl7.org/fhir/R4/narrative.html#rules">Narrative</a>
 */
@Component
@Interceptor(order = 290)
class NarrativeGuard implements StorageInterceptor {

    /** Chapters 7 to 11 (but for section 4 of chapter 9) and 15 of HTML 4.0, {@code a} and {@code img}. */
    private static final Set<String> ELEMENTS = Set.of(
            "div",
            "p",
            "br",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "span",
            "pre",
            "address",
            "blockquote",
            "q",
            "cite",
            "em",
            "strong",
            "dfn",
            "code",
            "samp",
            "kbd",
            "var",
            "abbr",
            "acronym",
            "sub",
            "sup",
            "ins",
            "del",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "tt",
            "i",
            "b",
            "u",
            "s",
            "strike",
            "big",
            "small",
            "bdo",
            "a",
            "img",
            "map",
            "area",
            "figure",
            "figcaption");

    private static final Pattern LINK = Pattern.compile("(https?:|mailto:|#|[^:]*$).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PICTURE =
            Pattern.compile("(data:image/(png|jpe?g|gif);base64,|#|[^:]*$).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACTIVE_STYLE = Pattern.compile(
            ".*(expression\\s*\\(|url\\s*\\(|@import|behavior\\s*:|-moz-binding|\\\\).*", Pattern.DOTALL);

    private final FhirContext context;

    NarrativeGuard(FhirContext context) {
        this.context = context;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, RequestDetails request) {
        check(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        check(after, request);
    }

    private void check(IBaseResource resource, RequestDetails request) {
        if (request instanceof SystemRequestDetails) {
            return;
        }
        refusal(resource).ifPresent(refusal -> {
            throw refusal.asException();
        });
    }

    /** What is wrong with the narratives of a resource, those of its sections and of what it contains among them. */
    Optional<Refusal> refusal(IBaseResource resource) {
        return narratives((Base) resource)
                .filter(Narrative::hasDiv)
                .flatMap(narrative -> objection(narrative.getDiv()).stream())
                .findFirst()
                .map(what -> Refusal.unprocessable(
                        "invalid-profile",
                        "A narrative only tells: " + what + " is not allowed in it"
                                + " (https://hl7.org/fhir/R4/narrative.html#rules).",
                        context.getResourceType(resource) + ".text.div"));
    }

    /** HAPI's terser leaves out what is in a Bundle. */
    private static Stream<Narrative> narratives(Base base) {
        if (base instanceof Narrative narrative) {
            return Stream.of(narrative);
        }
        return base.children().stream()
                .flatMap(property -> property.getValues().stream())
                .flatMap(NarrativeGuard::narratives);
    }

    /** The first thing that FHIR does not allow. */
    static Optional<String> objection(XhtmlNode node) {
        if (node.getNodeType() == NodeType.Element) {
            String name = String.valueOf(node.getName()).toLowerCase(Locale.ROOT);
            if (!ELEMENTS.contains(name)) {
                return Optional.of("the element " + shown(name));
            }
            Optional<String> attribute = node.getAttributes().entrySet().stream()
                    .flatMap(entry -> objection(name, entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()))
                    .findFirst();
            if (attribute.isPresent()) {
                return attribute;
            }
        }
        return Stream.ofNullable(node.getChildNodes())
                .flatMap(java.util.List::stream)
                .flatMap(child -> objection(child).stream())
                .findFirst();
    }

    private static Stream<String> objection(String element, String attribute, String value) {
        // Browsers leave out white space and control characters before they look for the scheme.
        String bare = value == null ? "" : value.replaceAll("[\\s\\p{Cntrl}]", "");
        boolean allowed =
                switch (attribute) {
                    case "href" -> LINK.matcher(bare).matches();
                    case "src" -> element.equals("img") && PICTURE.matcher(bare).matches();
                    case "style" ->
                        !ACTIVE_STYLE.matcher(bare.toLowerCase(Locale.ROOT)).matches();
                    case "action", "formaction", "background", "longdesc", "usemap", "srcset", "srcdoc", "xlink:href" ->
                        false;
                    default -> !attribute.startsWith("on");
                };
        return allowed ? Stream.empty() : Stream.of("the attribute " + shown(attribute));
    }

    /** Names come from the sender. */
    private static String shown(String name) {
        return name.replaceAll("[^a-z0-9:-]", "")
                .transform(clean -> clean.length() > 20 ? clean.substring(0, 20) : clean);
    }
}
