package health.consilium.packaging.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** ITI-32. */
class XdmMediaTests {

    private static final String RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
    private static final String SUBSET = "IHE_XDM/SUBSET01/";
    private static final String PATIENT = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427";
    private static final String UNIQUE = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab";

    private final ReferralMaterial material = ExampleMaterial.of("hcc");
    private final Bundle document = document();
    private final byte[] bytes = FhirContext.forR4Cached()
            .newJsonParser()
            .encodeResourceToString(document)
            .getBytes(StandardCharsets.UTF_8);
    private final byte[] media = media();
    private final Map<String, byte[]> files = files(media);
    private final Document metadata = metadata();

    @Test
    void whatTheMediaMustHaveIsThere() {
        assertThat(files).containsKeys("INDEX.HTM", "README.TXT", SUBSET + "METADATA.XML", SUBSET + "DOC00001.JSN");
        assertThat(new String(files.get("README.TXT"), StandardCharsets.US_ASCII))
                .contains("INDEX.HTM");
        assertThat(files.keySet()).allSatisfy(name -> {
            for (String part : name.split("/")) {
                assertThat(part).as("ISO 9660 level 1").matches("[A-Z0-9_]{1,8}(\\.[A-Z0-9_]{1,3})?");
            }
        });
    }

    @Test
    void thePageForPeopleIsWellFormedAndLinksEachDocument() throws Exception {
        String page = new String(files.get("INDEX.HTM"), StandardCharsets.UTF_8);
        Document parsed = parse(page.replaceAll("<!DOCTYPE[^>]*>", "").getBytes(StandardCharsets.UTF_8));

        NodeList links = parsed.getElementsByTagName("a");
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < links.getLength(); i++) {
            targets.add(((Element) links.item(i)).getAttribute("href"));
        }
        assertThat(files.keySet()).containsAll(targets);
        assertThat(targets).hasSize(documents().size() + 1);
    }

    @Test
    void eachEntryDescribesTheFileThatItNames() {
        assertThat(documents()).hasSize(1 + material.documents().size());
        for (Element entry : documents()) {
            byte[] bytes = files.get(SUBSET + slot(entry, "URI"));
            assertThat(bytes).as(slot(entry, "URI")).isNotNull();
            assertThat(slot(entry, "size")).isEqualTo(String.valueOf(bytes.length));
            assertThat(slot(entry, "hash")).isEqualTo(DigestUtils.sha1Hex(bytes));
            assertThat(slot(entry, "creationTime")).matches("\\d{14}");
            assertThat(slot(entry, "languageCode")).isNotEmpty();
            assertThat(entry.getAttribute("mimeType")).contains("/");
            assertThat(identifier(entry, PATIENT)).matches("[^^]+\\^\\^\\^&2\\.25\\.\\d+&ISO");
            assertThat(entry.getElementsByTagNameNS(RIM, "Classification").getLength())
                    .isEqualTo(6);
        }
        long described =
                files.keySet().stream().filter(name -> name.contains("/DOC")).count();
        assertThat(described).isEqualTo(documents().size());
        assertThat(documents().stream().map(entry -> slot(entry, "languageCode")))
                .contains("ar");
    }

    @Test
    void idsAreUniqueAndAllEntriesAreMembersOfTheOneSubmission() {
        Set<String> ids = new HashSet<>();
        NodeList all = metadata.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
        }
        assertThat(documents().stream().map(entry -> identifier(entry, UNIQUE)))
                .doesNotHaveDuplicates()
                .allSatisfy(oid -> assertThat(oid).matches("2\\.25\\.\\d{1,39}"));
        List<Element> sets = elements("RegistryPackage");
        assertThat(sets).hasSize(1);
        assertThat(slot(sets.get(0), "intendedRecipient")).isEqualTo("Heidelberg");
        assertThat(associations("HasMember", "sourceObject"))
                .containsOnly(sets.get(0).getAttribute("id"));
        assertThat(associations("HasMember", "targetObject"))
                .containsExactlyInAnyOrderElementsOf(documents().stream()
                        .map(entry -> entry.getAttribute("id"))
                        .toList());
    }

    @Test
    void aTranslationIsJoinedToItsOriginal() {
        assertThat(associations("XFRM", "sourceObject")).hasSize(1);
        assertThat(associations("XFRM", "sourceObject")).isNotEqualTo(associations("XFRM", "targetObject"));
        assertThat(documents().stream().map(entry -> entry.getAttribute("id")))
                .containsAll(associations("XFRM", "targetObject"));
    }

    @Test
    void theSameInputGivesTheSameBytesWhereverTheServerRuns() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(media()).isEqualTo(media);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void theDocumentIsFoundAgain() {
        assertThat(XdmMedia.document(media)).isEqualTo(bytes);
    }

    @Test
    void noNumberOfTheCaseLeaves() {
        files.forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain(ExampleMaterial.CASE_NUMBER));
    }

    private Bundle document() {
        List<DocumentReference> records = material.documents();
        records.get(1).getRelatesTo().clear();
        records.get(1)
                .addRelatesTo()
                .setCode(DocumentRelationshipType.TRANSFORMS)
                .setTarget(new Reference(Classification.reference(records.get(0))));
        return ReferralDocument.assemble(material, ExampleMaterial.catalogue(), ExampleMaterial.STAMP);
    }

    private byte[] media() {
        List<Binary> contents =
                material.documents().stream().map(XdmMediaTests::content).toList();
        return XdmMedia.of(document, bytes, contents, Optional.of("Heidelberg"), ExampleMaterial.STAMP);
    }

    private static Binary content(DocumentReference reference) {
        Binary binary = new Binary();
        binary.setId(reference.getContentFirstRep().getAttachment().getUrl());
        String text = "%PDF- " + reference.getIdElement().getIdPart();
        return binary.setContentType("application/pdf").setData(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, byte[]> files(byte[] media) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(media))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(files.put(entry.getName(), zip.readAllBytes())).isNull();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    private Document metadata() {
        try {
            return parse(files.get(SUBSET + "METADATA.XML"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private List<Element> elements(String name) {
        NodeList found = metadata.getElementsByTagNameNS(RIM, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private List<Element> documents() {
        return elements("ExtrinsicObject");
    }

    private List<String> associations(String type, String end) {
        return elements("Association").stream()
                .filter(association ->
                        association.getAttribute("associationType").endsWith(":" + type))
                .map(association -> association.getAttribute(end))
                .toList();
    }

    private static String slot(Element of, String name) {
        NodeList slots = of.getElementsByTagNameNS(RIM, "Slot");
        for (int i = 0; i < slots.getLength(); i++) {
            Element slot = (Element) slots.item(i);
            if (slot.getAttribute("name").equals(name)) {
                return slot.getTextContent();
            }
        }
        throw new AssertionError("No slot " + name);
    }

    private static String identifier(Element of, String scheme) {
        NodeList identifiers = of.getElementsByTagNameNS(RIM, "ExternalIdentifier");
        for (int i = 0; i < identifiers.getLength(); i++) {
            Element identifier = (Element) identifiers.item(i);
            if (identifier.getAttribute("identificationScheme").equals(scheme)) {
                return identifier.getAttribute("value");
            }
        }
        throw new AssertionError("No identifier " + scheme);
    }
}
