package health.consilium.ig;

import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r5.model.CodeSystem;
import org.hl7.fhir.r5.model.Enumerations.CodeSystemContentMode;
import org.hl7.fhir.r5.model.Enumerations.PublicationStatus;

/**
 * Currencies, and the media types of the examples. FHIR requires both and packages neither: without a terminology server the HL7 validator
 * would refuse every amount of money and every attachment.
 */
final class CodesOfATerminologyServer {

    private CodesOfATerminologyServer() {}

    static List<CodeSystem> all() {
        return List.of(
                codeSystem(
                        "urn:iso:std:iso:4217",
                        Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode)),
                codeSystem(
                        "urn:ietf:bcp:13",
                        Stream.of("application/dicom", "application/fhir+json", "application/pdf", "text/plain")));
    }

    private static CodeSystem codeSystem(String url, Stream<String> codes) {
        CodeSystem system = new CodeSystem();
        system.setUrl(url);
        system.setStatus(PublicationStatus.ACTIVE);
        system.setContent(CodeSystemContentMode.COMPLETE);
        codes.sorted().forEach(code -> system.addConcept().setCode(code));
        return system;
    }
}
