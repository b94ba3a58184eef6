package health.consilium.completeness.rules;

import health.consilium.terminology.rules.TumourType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** What a fact rule reads: the records that count, the tumour type, and the day. */
record FactContext(EvidenceIndex index, Optional<TumourType> type, LocalDate asOf) {

    /** Records of the type that belong to the patient and whose status counts. */
    <T extends Resource> List<T> records(Class<T> type) {
        return index.valid(type);
    }
}
