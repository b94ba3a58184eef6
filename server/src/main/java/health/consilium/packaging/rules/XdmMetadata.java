package health.consilium.packaging.rules;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * METADATA.XML of XDM media: an ebRIM {@code SubmitObjectsRequest} with one SubmissionSet, a DocumentEntry for each document, and
 * what joins them. See https://profiles.ihe.net/ITI/TF/Volume3/ch-4.1.html and ch-4.2.html.
 */
final class XdmMetadata {

    private static final String LCM = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0";
    private static final String RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
    private static final String APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved";
    private static final String OBJECTS = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:";
    private static final String STABLE_DOCUMENT = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1";
    private static final String SUBMISSION_SET = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd";
    private static final String HAS_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember";
    private static final String TRANSFORMS = "urn:ihe:iti:2007:AssociationType:XFRM";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;
    private final XdmContents.Submission submission;
    private int serial;

    private XdmMetadata(XdmContents.Submission submission) throws XMLStreamException {
        this.submission = submission;
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    static byte[] of(XdmContents.Submission submission, List<XdmContents.Part> parts) {
        try {
            return new XdmMetadata(submission).write(parts);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML in memory can be written", e);
        }
    }

    private byte[] write(List<XdmContents.Part> parts) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("lcm", "SubmitObjectsRequest", LCM);
        xml.writeNamespace("lcm", LCM);
        xml.writeNamespace("rim", RIM);
        start("RegistryObjectList");
        for (XdmContents.Part part : parts) {
            document(part);
        }
        submissionSet();
        for (XdmContents.Part part : parts) {
            association(HAS_MEMBER, submission.entryUuid(), part.entryUuid(), "Original");
        }
        for (XdmContents.Part part : parts) {
            if (part.transforms() != null) {
                association(TRANSFORMS, part.entryUuid(), part.transforms(), null);
            }
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
        return bytes.toByteArray();
    }

    private void document(XdmContents.Part part) throws XMLStreamException {
        start("ExtrinsicObject");
        xml.writeAttribute("id", part.entryUuid());
        xml.writeAttribute("mimeType", part.mimeType());
        xml.writeAttribute("objectType", STABLE_DOCUMENT);
        xml.writeAttribute("status", APPROVED);
        slot("creationTime", part.created());
        slot("hash", part.sha1());
        slot("languageCode", part.language());
        slot("size", String.valueOf(part.bytes().length));
        slot("sourcePatientId", submission.patientId());
        slot("URI", part.uri());
        name(part.title());
        String id = part.entryUuid();
        classification(id, "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a", part.type());
        classification(
                id,
                "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f",
                new XdmContents.Code("2.16.840.1.113883.5.25", "N", "normal"));
        classification(
                id,
                "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d",
                new XdmContents.Code("1.3.6.1.4.1.19376.1.2.3", part.format(), part.format()));
        classification(
                id,
                "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
                new XdmContents.Code("2.16.840.1.113883.6.96", "22232009", "Hospital"));
        classification(
                id,
                "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead",
                new XdmContents.Code("2.16.840.1.113883.6.96", "394593009", "Medical oncology"));
        classification(id, "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983", part.type());
        external(
                id,
                "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427",
                submission.patientId(),
                "XDSDocumentEntry.patientId");
        external(id, "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab", part.uniqueId(), "XDSDocumentEntry.uniqueId");
        xml.writeEndElement();
    }

    private void submissionSet() throws XMLStreamException {
        String id = submission.entryUuid();
        start("RegistryPackage");
        xml.writeAttribute("id", id);
        xml.writeAttribute("objectType", OBJECTS + "RegistryPackage");
        xml.writeAttribute("status", APPROVED);
        if (submission.recipient() != null) {
            slot("intendedRecipient", submission.recipient());
        }
        slot("submissionTime", submission.time());
        name(submission.title());
        classification(id, "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500", submission.contentType());
        external(
                id,
                "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446",
                submission.patientId(),
                "XDSSubmissionSet.patientId");
        external(
                id,
                "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8",
                submission.uniqueId(),
                "XDSSubmissionSet.uniqueId");
        external(
                id,
                "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832",
                submission.sourceId(),
                "XDSSubmissionSet.sourceId");
        xml.writeEndElement();
        registryObject("Classification");
        xml.writeAttribute("classifiedObject", id);
        xml.writeAttribute("classificationNode", SUBMISSION_SET);
        xml.writeEndElement();
    }

    private void association(String type, String source, String target, String status) throws XMLStreamException {
        registryObject("Association");
        xml.writeAttribute("associationType", type);
        xml.writeAttribute("sourceObject", source);
        xml.writeAttribute("targetObject", target);
        if (status != null) {
            slot("SubmissionSetStatus", status);
        }
        xml.writeEndElement();
    }

    private void classification(String object, String scheme, XdmContents.Code code) throws XMLStreamException {
        registryObject("Classification");
        xml.writeAttribute("classifiedObject", object);
        xml.writeAttribute("classificationScheme", scheme);
        xml.writeAttribute("nodeRepresentation", code.code());
        slot("codingScheme", code.scheme());
        name(code.display());
        xml.writeEndElement();
    }

    private void external(String object, String scheme, String value, String name) throws XMLStreamException {
        registryObject("ExternalIdentifier");
        xml.writeAttribute("registryObject", object);
        xml.writeAttribute("identificationScheme", scheme);
        xml.writeAttribute("value", value);
        name(name);
        xml.writeEndElement();
    }

    private void registryObject(String type) throws XMLStreamException {
        start(type);
        xml.writeAttribute("id", next());
        xml.writeAttribute("objectType", OBJECTS + type);
    }

    private void slot(String name, String value) throws XMLStreamException {
        start("Slot");
        xml.writeAttribute("name", name);
        start("ValueList");
        start("Value");
        xml.writeCharacters(value);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void name(String value) throws XMLStreamException {
        start("Name");
        start("LocalizedString");
        xml.writeAttribute("value", value);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void start(String element) throws XMLStreamException {
        xml.writeStartElement("rim", element, RIM);
    }

    private String next() {
        serial++;
        return "id-" + serial;
    }
}
