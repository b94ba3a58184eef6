package health.consilium.intake.rules;

import health.consilium.fhir.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;

/** What of a DocumentReference never changes once it is stored: whom it is about, and which bytes in which language. */
public final class Original {

    private static final String OURS = "https://w3id.org/consilium/fhir/StructureDefinition/";

    private Original() {}

    /** FHIRPath of the elements that differ and may not. */
    public static List<String> changes(DocumentReference before, DocumentReference after) {
        List<String> changes = new ArrayList<>();
        if (!Objects.equals(target(before.getSubject()), target(after.getSubject()))) {
            changes.add("DocumentReference.subject");
        }
        if (!Objects.equals(profiles(before), profiles(after))) {
            changes.add("DocumentReference.meta.profile");
        }
        if (!same(before.getRelatesTo(), after.getRelatesTo())) {
            changes.add("DocumentReference.relatesTo");
        }
        if (before.getContent().size() != after.getContent().size()) {
            changes.add("DocumentReference.content");
            return changes;
        }
        for (int i = 0; i < before.getContent().size(); i++) {
            Attachment old = before.getContent().get(i).getAttachment();
            Attachment now = after.getContent().get(i).getAttachment();
            if (!isSameDocument(old, now)) {
                changes.add("DocumentReference.content[" + i + "].attachment");
            }
        }
        return changes;
    }

    private static boolean isSameDocument(Attachment old, Attachment now) {
        return Objects.equals(old.getUrl(), now.getUrl())
                && Arrays.equals(old.getHash(), now.getHash())
                && old.getSize() == now.getSize()
                && Objects.equals(old.getLanguage(), now.getLanguage())
                && Objects.equals(old.getContentType(), now.getContentType())
                && Objects.equals(old.getExtensionString(Documents.SHA256), now.getExtensionString(Documents.SHA256))
                && !now.hasData();
    }

    private static boolean same(
            List<DocumentReference.DocumentReferenceRelatesToComponent> before,
            List<DocumentReference.DocumentReferenceRelatesToComponent> after) {
        return before.size() == after.size()
                && before.stream().allMatch(old -> after.stream()
                        .anyMatch(now -> old.getCode() == now.getCode()
                                && Objects.equals(target(old.getTarget()), target(now.getTarget()))));
    }

    private static Set<String> profiles(DocumentReference document) {
        Set<String> profiles = new TreeSet<>();
        document.getMeta().getProfile().stream()
                .map(PrimitiveType::getValue)
                .filter(profile -> profile.startsWith(OURS))
                .forEach(profiles::add);
        return profiles;
    }

    private static String target(Reference reference) {
        return reference.getReferenceElement().toUnqualifiedVersionless().getValue();
    }
}
