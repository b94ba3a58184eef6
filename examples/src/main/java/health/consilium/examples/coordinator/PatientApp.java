package health.consilium.examples.coordinator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** What a patient does: choose, consent, and at the end read the opinion and take it away. */
final class PatientApp {

    private static final int CONSENT_DAYS = 90;

    private final Caller caller;
    private final CaseView view;
    private final Story story;

    PatientApp(Caller caller, CaseView view, Story story) {
        this.caller = caller;
        this.view = view;
        this.story = story;
    }

    /** Reads the options with their prices, and picks that of this centre, or else the first. */
    void choose(String centre) {
        Task task = view.open("choose-option");
        Reference published = task.getInput().stream()
                .filter(input -> input.getType().hasCoding(Codes.TASK_INPUT, "options"))
                .map(input -> (Reference) input.getValue())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No options are published"));
        List<Claim> prices = caller.read(RequestGroup.class, published).getAction().stream()
                .map(option -> caller.read(Claim.class, option.getResource()))
                .toList();
        Claim picked = prices.stream()
                .filter(price -> price.getProvider().getReference().equals("Organization/" + centre))
                .findFirst()
                .orElse(prices.get(0));
        caller.move(task, TaskStatus.COMPLETED, Codes.output("option", Codes.to(picked)));
        story.tell(
                caller.name(),
                "chooses %s for %s %s",
                picked.getProvider().getReferenceElement().getIdPart(),
                picked.getTotal().getCurrency(),
                picked.getTotal().getValue().toPlainString());
    }

    /** Consents that this one centre reads this one package, for some time. */
    Consent consent(Reference centre, DocumentReference frozen) {
        Consent form = form(centre, frozen);
        Consent consent =
                (Consent) caller.fhir().create().resource(form).execute().getResource();
        caller.move(view.open("approve-sharing"), TaskStatus.COMPLETED, Codes.output("consent", Codes.to(consent)));
        story.tell(
                caller.name(),
                "consents that %s reads just these bytes, until %tF",
                centre.getReferenceElement().getIdPart(),
                form.getProvision().getPeriod().getEnd());
        return consent;
    }

    private Consent form(Reference centre, DocumentReference frozen) {
        Consent form = new Consent();
        form.getMeta().addProfile(Codes.SO + "/StructureDefinition/sharing-consent");
        form.setStatus(ConsentState.ACTIVE);
        form.setScope(Codes.concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"));
        form.addCategory(Codes.concept("http://loinc.org", "59284-0"));
        form.setPatient(view.patient().copy());
        form.setDateTime(new Date());
        form.getPolicyRule().setText("Consilium sharing policy, version 1");
        form.getProvision()
                .setType(ConsentProvisionType.PERMIT)
                .getPeriod()
                .setEnd(Date.from(Instant.now().plus(CONSENT_DAYS, ChronoUnit.DAYS)));
        form.getProvision()
                .addActor()
                .setRole(Codes.concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"))
                .setReference(centre.copy());
        form.getProvision().addData().setMeaning(ConsentDataMeaning.INSTANCE).setReference(Codes.to(frozen));
        return form;
    }

    /** Reads the opinion, and saves its documents and the file that an oncologist can be given. */
    void read(Path folder) throws IOException, InterruptedException {
        List<Reference> delivered = view.results("report");
        if (delivered.isEmpty()) {
            throw new IllegalStateException("No opinion is delivered yet; the case is " + view.status());
        }
        tell(caller.read(Composition.class, delivered.get(delivered.size() - 1)));
        Files.createDirectories(folder);
        Bundle opinion = takeAway(folder.resolve("opinion-package.json"));
        for (BundleEntryComponent entry : opinion.getEntry()) {
            if (entry.getResource() instanceof DocumentReference document) {
                save(document, folder.resolve(fileName(document)));
            }
        }
        story.tell(caller.name(), "the case is %s", view.status());
    }

    private void tell(Composition opinion) {
        story.tell(
                caller.name(),
                "reads the opinion of %s: %d answers",
                opinion.getAuthorFirstRep().getDisplay(),
                opinion.getSection().size());
        opinion.getSection().forEach(section -> story.more("%s: %s", section.getTitle(), firstSentence(section)));
    }

    private static String firstSentence(Composition.SectionComponent section) {
        String text =
                section.getText().getDiv().allText().replaceAll("\\s+", " ").trim();
        return text.length() <= 90 ? text : text.substring(0, text.lastIndexOf(' ', 90)) + " …";
    }

    private static String fileName(DocumentReference document) {
        return document.hasRelatesTo()
                        && document.getRelatesToFirstRep().getCode() == DocumentRelationshipType.TRANSFORMS
                ? "opinion-" + document.getContentFirstRep().getAttachment().getLanguage() + ".pdf"
                : "opinion.pdf";
    }

    private byte[] save(DocumentReference document, Path file) throws IOException, InterruptedException {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        byte[] bytes = caller.bytes(attachment.getUrl());
        String sha256 = attachment.getExtensionString(Codes.SHA256);
        if (!sha256(bytes).equals(sha256)) {
            throw new IOException(file + " is not what was stored: its SHA-256 should be " + sha256);
        }
        Files.write(file, bytes);
        story.more("saves %s (%,d bytes)", file, bytes.length);
        return bytes;
    }

    /**
     * The same operation as for a centre, without one: the delivered opinion with all its documents as one file. The frozen
     * bytes are what is signed and hashed, so they are fetched and not written anew.
     */
    private Bundle takeAway(Path file) throws IOException, InterruptedException {
        String location = caller.fhir()
                .operation()
                .onInstance(Codes.to(view.request()).getReference())
                .named("$package")
                .withNoParameters(Parameters.class)
                .returnMethodOutcome()
                .execute()
                .getFirstResponseHeader("content-location")
                .orElseThrow();
        DocumentReference frozen = caller.fhir()
                .read()
                .resource(DocumentReference.class)
                .withUrl(location)
                .execute();
        String json = new String(save(frozen, file), StandardCharsets.UTF_8);
        return caller.fhir().getFhirContext().newJsonParser().parseResource(Bundle.class, json);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
