package health.consilium.intake;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.ResourceTypes;
import health.consilium.workflow.Cases;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Makes a transaction that is sent again create nothing again: entries without a condition of their own get one, by
 * identifier where they have one, else by a tag with the hash of what was sent. Within a case, because the same finding or
 * document may belong to two. See https://hl7.org/fhir/R4/http.html#ccreate.
 */
@Component
class Resends {

    static final String CONTENT_HASH = FhirPackage.CANONICAL + "/CodeSystem/content-hash";

    /** What comes with the clinical facts: the case itself and its documents. */
    private static final Set<String> SENT_BESIDE = Set.of("ServiceRequest", "DocumentReference");

    private static final Pattern PLACEHOLDER = Pattern.compile("urn:uuid:[0-9a-fA-F-]{36}");

    private final Callers callers;
    private final Cases cases;
    private final FhirContext context;

    Resends(Callers callers, @Lazy Cases cases, FhirContext context) {
        this.callers = callers;
        this.cases = cases;
        this.context = context;
    }

    /** @param caseNumber the case that the transaction is about, if any */
    void recognise(Bundle bundle, Optional<String> caseNumber) {
        Caller caller = callers.current();
        // What a translator sends a second time is another attempt; the Task tells whether it is wanted.
        if (caller.is(Role.TRANSLATOR)) {
            return;
        }
        Optional<Coding> contributor = caller.contributorLabel();
        Optional<Coding> within = caseNumber.map(Compartment::ofCase).or(() -> contributor);
        // Nothing of a case that this transaction opens can have been here before, except the patient.
        boolean opens =
                caseNumber.filter(number -> cases.byNumber(number).isEmpty()).isPresent();
        Hashes hashes = new Hashes(bundle);
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (!isCreate(entry)) {
                continue;
            }
            if (entry.getResource() instanceof Binary && !caller.isStaff()) {
                forgetCondition(entry);
            }
            if (entry.getResource() instanceof Patient) {
                recognise(entry, contributor);
            } else {
                tag(entry, caseNumber.isPresent(), hashes);
                recognise(entry, opens ? Optional.empty() : within);
                contributor.ifPresent(label -> keepOwn(entry, label));
                caseNumber.ifPresent(number -> keepWithin(entry, Compartment.ofCase(number)));
            }
        }
    }

    private static boolean isCreate(BundleEntryComponent entry) {
        return entry.hasResource()
                && entry.getRequest().getMethod() == HTTPVerb.POST
                && (ResourceTypes.CLINICAL.contains(entry.getResource().fhirType())
                        || SENT_BESIDE.contains(entry.getResource().fhirType()));
    }

    /** What has no identifier that it can be found by is known by what it is. */
    private static void tag(BundleEntryComponent entry, boolean ofCase, Hashes hashes) {
        Resource resource = entry.getResource();
        if (!entry.getRequest().hasIfNoneExist()
                && identifier(resource).isEmpty()
                && (ofCase || resource instanceof Binary)) {
            resource.getMeta().addTag(CONTENT_HASH, hashes.of(resource), null);
        }
    }

    private static void recognise(BundleEntryComponent entry, Optional<Coding> within) {
        if (entry.getRequest().hasIfNoneExist() || within.isEmpty()) {
            return;
        }
        identifier(entry.getResource()).or(() -> hashTag(entry.getResource())).ifPresent(condition -> entry.getRequest()
                .setIfNoneExist(condition + and(within.get())));
    }

    /** A document that an earlier case has, too, is this case's only as a resource of its own. */
    private static void keepWithin(BundleEntryComponent entry, Coding label) {
        String condition = entry.getRequest().getIfNoneExist();
        if (condition != null && entry.getResource() instanceof DocumentReference && !condition.endsWith(and(label))) {
            entry.getRequest().setIfNoneExist(condition + and(label));
        }
    }

    /** Bytes are known by their hash alone; a condition, or a hash, that the client makes up could name anybody's. */
    private static void forgetCondition(BundleEntryComponent entry) {
        entry.getRequest().setIfNoneExist(null);
        entry.getResource().getMeta().getTag().removeIf(tag -> CONTENT_HASH.equals(tag.getSystem()));
    }

    /** The same bytes that somebody else has sent are somebody else's: who names them in a document lends them on. */
    private static void keepOwn(BundleEntryComponent entry, Coding contributor) {
        String condition = entry.getRequest().getIfNoneExist();
        if (condition != null && entry.getResource() instanceof Binary && !condition.endsWith(and(contributor))) {
            entry.getRequest().setIfNoneExist(condition + and(contributor));
        }
    }

    private static Optional<String> hashTag(Resource resource) {
        return resource.getMeta().getTag().stream()
                .filter(tag -> CONTENT_HASH.equals(tag.getSystem()))
                .map(tag -> "_tag=" + encoded(CONTENT_HASH, tag.getCode()))
                .findFirst();
    }

    private static Optional<String> identifier(Resource resource) {
        if (!ResourceTypes.isFoundByIdentifier(resource.fhirType())) {
            return Optional.empty();
        }
        return firstIdentifier(resource)
                .map(identifier -> "identifier=" + encoded(identifier.getSystem(), identifier.getValue()));
    }

    private static Optional<Identifier> firstIdentifier(Resource resource) {
        return List.of("identifier", "masterIdentifier").stream()
                .map(resource::getNamedProperty)
                .filter(property -> property != null)
                .flatMap(property -> property.getValues().stream())
                .filter(Identifier.class::isInstance)
                .map(Identifier.class::cast)
                .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
                .findFirst();
    }

    private static String and(Coding label) {
        return "&_security=" + encoded(label.getSystem(), label.getCode());
    }

    private static String encoded(String system, String code) {
        return UriUtils.encode(system + "|" + code, StandardCharsets.UTF_8);
    }

    /** The hashes of one transaction's entries. */
    private final class Hashes {

        private final Map<String, String> names = new HashMap<>();
        private final Map<String, Integer> seen = new HashMap<>();

        Hashes(Bundle bundle) {
            bundle.getEntry().stream()
                    .filter(entry -> entry.hasFullUrl() && entry.hasResource())
                    .forEach(entry -> names.put(entry.getFullUrl(), name(entry.getResource())));
        }

        private static String name(Resource resource) {
            return resource.fhirType()
                    + firstIdentifier(resource)
                            .map(identifier -> identifier.getSystem() + "|" + identifier.getValue())
                            .orElse("");
        }

        String of(Resource resource) {
            String hash = resource instanceof Binary binary
                    ? DigestUtils.sha256Hex(binary.getData() == null ? new byte[0] : binary.getData())
                    : DigestUtils.sha256Hex(withoutPlaceholders(resource).getBytes(StandardCharsets.UTF_8));
            // Two alike in one transaction are two, also when it is sent again.
            int count = seen.merge(resource.fhirType() + hash, 1, Integer::sum);
            return count == 1 ? hash : hash + "." + count;
        }

        /** Placeholders may differ from one sending to the next; what they stand for does not. */
        private String withoutPlaceholders(Resource resource) {
            return PLACEHOLDER
                    .matcher(context.newJsonParser().encodeResourceToString(resource))
                    .replaceAll(match -> Matcher.quoteReplacement(names.getOrDefault(match.group(), "")));
        }
    }
}
