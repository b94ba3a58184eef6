package health.consilium.packaging.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A package as an ITI-65 transaction (Provide Document Bundle), for centres with an MHD recipient: one SubmissionSet, the
 * brief and each record as DocumentReference with its Binary. See
 * https://profiles.ihe.net/ITI/MHD/ITI-65.html.
 */
public final class ProvideDocuments {

    private static final String MHD = "https://profiles.ihe.net/ITI/MHD/";
    private static final String PROFILES = MHD + "StructureDefinition/";
    private static final String URI = "urn:ietf:rfc:3986";

    private final Bundle transaction = new Bundle();
    private final Bundle document;
    private final ReferralDocument.Stamp stamp;

    private ProvideDocuments(Bundle document, ReferralDocument.Stamp stamp) {
        this.document = document;
        this.stamp = stamp;
    }

    /**
     * @param document the assembled document
     * @param bytes the same as bytes, signed where it is signed
     * @param centre the intended recipient
     * @param contents Binaries of the documents, with data
     */
    public static Bundle of(
            Bundle document, byte[] bytes, Reference centre, List<Binary> contents, ReferralDocument.Stamp stamp) {
        return new ProvideDocuments(document, stamp).build(bytes, centre, contents);
    }

    private Bundle build(byte[] bytes, Reference centre, List<Binary> contents) {
        transaction.getMeta().addProfile(PROFILES + "IHE.MHD.UnContained.Comprehensive.ProvideBundle");
        transaction.setType(Bundle.BundleType.TRANSACTION);
        transaction.setTimestamp(stamp.date());
        Binary brief = new Binary();
        brief.setId("Binary/" + stamp.bundleId());
        brief.setContentType("application/fhir+json").setData(bytes);
        List<DocumentReference> references = new ArrayList<>();
        references.add(briefReference(brief));
        Entries.of(document, DocumentReference.class).forEach(reference -> references.add(reference.copy()));
        add(submissionSet(references, centre), "List");
        Entries.of(document, Patient.class).forEach(this::addPatient);
        references.forEach(reference -> add(linked(reference), "DocumentReference"));
        add(brief, "Binary");
        contents.forEach(binary -> add(binary, "Binary"));
        return transaction;
    }

    private DocumentReference briefReference(Binary binary) {
        Composition composition = Entries.of(document, Composition.class).get(0);
        DocumentReference reference = new DocumentReference();
        reference.setId("DocumentReference/" + stamp.compositionId());
        reference.setStatus(org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus.CURRENT);
        reference.setType(composition.getType());
        reference.setSubject(composition.getSubject().copy());
        reference.setDate(stamp.date());
        reference.setDescription(composition.getTitle());
        reference
                .addContent()
                .setAttachment(new Attachment()
                        .setContentType(binary.getContentType())
                        .setLanguage("en")
                        .setUrl(binary.getId())
                        .setTitle(composition.getTitle()));
        return reference;
    }

    /** Of the links only those within the transaction: to the patient and to the bytes. */
    private static DocumentReference linked(DocumentReference reference) {
        reference.setSubject(new Reference(urn(reference.getSubject().getReference())));
        reference.getContext().getRelated().clear();
        reference.getAuthor().clear();
        reference.setCustodian(null);
        reference.setAuthenticator(null);
        reference
                .getRelatesTo()
                .forEach(related ->
                        related.setTarget(new Reference(urn(related.getTarget().getReference()))));
        reference.getContent().forEach(content -> content.getAttachment()
                .setUrl(urn(content.getAttachment().getUrl())));
        return reference;
    }

    private ListResource submissionSet(List<DocumentReference> references, Reference centre) {
        ListResource list = new ListResource();
        list.setId("List/" + stamp.bundleId());
        list.getMeta().addProfile(PROFILES + "IHE.MHD.UnContained.Comprehensive.SubmissionSet");
        list.addExtension(new Extension(
                PROFILES + "ihe-designationType",
                new CodeableConcept(new Coding("http://loinc.org", "57149-7", null))));
        list.addExtension(new Extension(
                PROFILES + "ihe-sourceId", new Identifier().setSystem(URI).setValue(stamp.base())));
        list.addExtension(new Extension(
                PROFILES + "ihe-intendedRecipient", new Reference(stamp.base() + "/" + centre.getReference())));
        list.addIdentifier()
                .setUse(Identifier.IdentifierUse.USUAL)
                .setSystem(URI)
                .setValue("urn:uuid:" + stamp.bundleId());
        list.setStatus(ListResource.ListStatus.CURRENT);
        list.setMode(ListResource.ListMode.WORKING);
        list.setCode(new CodeableConcept(new Coding(MHD + "CodeSystem/MHDlistTypes", "submissionset", null)));
        list.setSubject(new Reference(urn(references.get(0).getSubject().getReference())));
        list.setDate(stamp.date());
        references.forEach(
                reference -> list.addEntry().setItem(new Reference(urn(Classification.reference(reference)))));
        return list;
    }

    private void addPatient(Patient patient) {
        add(patient.copy().setManagingOrganization(null).setGeneralPractitioner(List.of()), "Patient");
        if (patient.hasIdentifier()) {
            Identifier known = patient.getIdentifierFirstRep();
            transaction
                    .getEntry()
                    .get(transaction.getEntry().size() - 1)
                    .getRequest()
                    .setIfNoneExist("identifier=" + known.getSystem() + "|" + known.getValue());
        }
    }

    private void add(Resource resource, String type) {
        String urn = urn(Classification.reference(resource));
        Bundle.BundleEntryComponent entry =
                transaction.addEntry().setFullUrl(urn).setResource(resource);
        entry.getRequest().setMethod(HTTPVerb.POST).setUrl(type);
    }

    /** The same placeholder wherever the same resource is meant. */
    private static String urn(String reference) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(reference.getBytes(StandardCharsets.UTF_8));
    }
}
