package health.consilium.terminology;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.rules.DiagnosisReader;
import health.consilium.terminology.rules.TumourType;
import health.consilium.terminology.rules.TumourTypeChoice;
import health.consilium.terminology.rules.TumourTypeMapper;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** What tumour type the diagnosis of a case is. Where the codes do not decide, it asks; nothing is guessed. */
@Component
public class Diagnoses {

    private final TumourTypeMapper mapper;

    public Diagnoses(TumourTypeMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The records must be those of one patient; Condition, Observation and Patient count. What a coordinator chose by
     * hand stands above the codes.
     */
    public TumourTypeMapping tumourType(Collection<? extends Resource> records) {
        return TumourTypeChoice.latest(records)
                .<TumourTypeMapping>map(this::chosen)
                .orElseGet(() -> mapper.map(DiagnosisReader.read(records)));
    }

    private TumourTypeMapping chosen(TumourTypeChoice choice) {
        String why = "Chosen by " + choice.by() + ", see " + choice.reference();
        return mapper.type(choice.tumourType())
                .<TumourTypeMapping>map(type -> new Mapped(type, why))
                .orElseGet(() -> new TumourTypeMapping.Unmapped(why + ", which names no tumour type of ours"));
    }

    /**
     * The tumour type of a case. The Conditions that the request gives as its reason decide; where it names none, all
     * Conditions do.
     */
    public TumourTypeMapping tumourType(ServiceRequest request, Collection<? extends Resource> records) {
        Set<String> reasons = request.getReasonReference().stream()
                .map(reason -> reason.getReferenceElement().getIdPart())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<? extends Resource> told = records.stream()
                .filter(record -> !(record instanceof Condition)
                        || reasons.contains(record.getIdElement().getIdPart()))
                .toList();
        boolean tells = told.stream().anyMatch(Condition.class::isInstance);
        return tumourType(tells ? told : records);
    }

    /**
     * The same, and the codes have to decide.
     *
     * @throws health.consilium.fhir.RefusedException 422 {@code no-diagnosis}, with the candidates where there are several
     */
    public TumourType require(ServiceRequest request, Collection<? extends Resource> records) {
        TumourTypeMapping mapping = tumourType(request, records);
        if (mapping instanceof Mapped mapped) {
            return mapped.type();
        }
        throw Refusal.unprocessable("no-diagnosis", words(mapping), "ServiceRequest.reasonReference")
                .asException();
    }

    /** What to do where the codes do not decide. Without the codes themselves: a diagnosis does not belong in a log. */
    public static String words(TumourTypeMapping mapping) {
        if (mapping instanceof Ambiguous ambiguous) {
            return "The diagnosis fits more than one tumour type: "
                    + ambiguous.candidates().stream().map(TumourType::id).collect(Collectors.joining(", "))
                    + ". Code the primary tumour with ICD-O-3 morphology and topography, and refer to it by"
                    + " reasonReference; or a coordinator chooses the tumour type in an Observation.";
        }
        if (mapping instanceof TumourTypeMapping.NeedsPrimary) {
            return "Only a secondary tumour is coded. Add a Condition with the primary tumour and refer to it by"
                    + " reasonReference.";
        }
        if (mapping instanceof TumourTypeMapping.Unmapped) {
            return "The diagnosis is of no tumour type that we have a checklist for. Code it with ICD-10 or ICD-O-3; if"
                    + " it is, this server cannot help with it.";
        }
        return "There is no coded tumour diagnosis. Add a Condition coded with ICD-10 or ICD-O-3 and refer to it by"
                + " reasonReference.";
    }
}
