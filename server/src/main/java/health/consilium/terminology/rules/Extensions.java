package health.consilium.terminology.rules;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;

/** Reads our own extensions. */
final class Extensions {
    private Extensions() {}

    static Optional<String> first(Element element, String id) {
        return all(element, id).stream().findFirst();
    }

    static String required(Element element, String id) {
        return first(element, id).orElseThrow(() -> new ContentException("lacks the extension " + id));
    }

    static boolean flag(Element element, String id) {
        return first(element, id).map(Boolean::parseBoolean).orElse(false);
    }

    static List<String> all(Element element, String id) {
        return element.getExtensionsByUrl(Systems.extension(id)).stream()
                .map(e -> e.getValue().primitiveValue())
                .toList();
    }

    static Optional<Extension> complex(Element element, String id) {
        return Optional.ofNullable(element.getExtensionByUrl(Systems.extension(id)));
    }

    static List<String> parts(Extension complex, String name) {
        return complex.getExtensionsByUrl(name).stream()
                .map(e -> e.getValue().primitiveValue())
                .toList();
    }

    static Optional<String> part(Extension complex, String name) {
        return parts(complex, name).stream().findFirst();
    }
}
