package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** Recognises antineoplastic drugs by ATC code, else by name, and the classes that the checklists ask about. */
final class Drugs {
    /** L01 antineoplastic agents, L02 endocrine therapy, L04AX thalidomide and its analogues. */
    private static final Pattern ANTINEOPLASTIC_ATC = Pattern.compile("L01.*|L02.*|L04AX0[246]");

    private static final Pattern ANTINEOPLASTIC_NAME =
            Pattern.compile("\\b(?:\\w+(?:tinib|ciclib|parib|rafenib|metinib|"
                    + "platin|taxel|rubicin|tuzumab\\w*|limumab|lizumab|volumab|tecan|lidomide|zomib|lutamide|trozole|relin)|"
                    + "cyclophosphamide|ifosfamide|fluorouracil|capecitabine|gemcitabine|pemetrexed|methotrexate|cytarabine|"
                    + "azacitidine|decitabine|vincristine|vinblastine|vinorelbine|etoposide|bleomycin|dacarbazine|temozolomide|"
                    + "melphalan|rituximab|bevacizumab|cetuximab|trastuzumab|tamoxifen|fulvestrant|exemestane|abiraterone|"
                    + "sorafenib|regorafenib|venetoclax|everolimus|hydroxycarbamide|asparaginase)\\b");

    private record DrugClass(String therapy, String atcPrefix, Pattern names) {
        static DrugClass of(String therapy, String atcPrefix, String names) {
            return new DrugClass(therapy, atcPrefix, Pattern.compile("\\b(?:" + names + ")"));
        }
    }

    private static final List<DrugClass> CLASSES = List.of(
            DrugClass.of(
                    "fluoropyrimidine", "L01BC02|L01BC06|L01BC5[39]|L01BC03", "fluorouracil|5-fu|capecitabine|tegafur"),
            DrugClass.of("irinotecan", "L01CE02|L01XX19", "irinotecan"),
            DrugClass.of("anthracycline", "L01DB.*", "\\w+rubicin"),
            DrugClass.of("antiHer2", "L01FD.*|L01XC03|L01XC13", "trastuzumab|pertuzumab|margetuximab"),
            DrugClass.of("antiCd20", "L01FA.*|L01XC02", "rituximab|obinutuzumab|ofatumumab"),
            DrugClass.of("bleomycin", "L01DC01", "bleomycin"),
            DrugClass.of("cisplatin", "L01XA01", "cisplatin"),
            DrugClass.of("bevacizumab", "L01FG01|L01XC07", "bevacizumab"),
            DrugClass.of(
                    "immuneCheckpointInhibitor",
                    "L01FF.*|L01FX04",
                    "pembrolizumab|nivolumab|atezolizumab|durvalumab|ipilimumab|avelumab|cemiplimab|tremelimumab"),
            DrugClass.of("parpInhibitor", "L01XK.*", "\\w+parib"),
            DrugClass.of("tki", "L01E.*", "\\w+tinib|\\w+rafenib"),
            DrugClass.of("venetoclax", "L01XX52", "venetoclax"),
            DrugClass.of("lenalidomide", "L04AX04", "lenalidomide"),
            DrugClass.of(
                    "hormoneTherapy",
                    "L02.*",
                    "tamoxifen|\\w+trozole|exemestane|fulvestrant|abiraterone|\\w+lutamide|\\w+relin|degarelix"));

    private Drugs() {}

    static boolean isAntineoplastic(CodeableConcept drug) {
        return drug.getCoding().stream().anyMatch(c -> isAtc(c, ANTINEOPLASTIC_ATC))
                || ANTINEOPLASTIC_NAME.matcher(Concepts.words(drug)).find();
    }

    /** Equal for drugs that are coded and named alike. */
    static String key(CodeableConcept drug) {
        StringBuilder key = new StringBuilder(Concepts.words(drug));
        drug.getCoding().forEach(c -> key.append('|').append(c.getCode()));
        return key.toString();
    }

    static void addClasses(CodeableConcept drug, Set<String> therapies) {
        String words = Concepts.words(drug);
        for (DrugClass drugClass : CLASSES) {
            boolean coded = drug.getCoding().stream()
                    .anyMatch(c -> Systems.ATC.equals(c.getSystem())
                            && String.valueOf(c.getCode()).matches(drugClass.atcPrefix()));
            if (coded || drugClass.names().matcher(words).find()) {
                therapies.add(drugClass.therapy());
            }
        }
    }

    /** The drug of a medication resource: its concept, or that of the Medication it refers to if it came along. */
    static CodeableConcept of(Type medication) {
        if (medication instanceof CodeableConcept concept) {
            return concept;
        }
        boolean carried = medication instanceof Reference reference && reference.getResource() instanceof Medication;
        return carried ? ((Medication) ((Reference) medication).getResource()).getCode() : new CodeableConcept();
    }

    private static boolean isAtc(Coding coding, Pattern pattern) {
        return Systems.ATC.equals(coding.getSystem())
                && pattern.matcher(String.valueOf(coding.getCode())).matches();
    }
}
