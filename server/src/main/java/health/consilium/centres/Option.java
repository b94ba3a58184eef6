package health.consilium.centres;

import health.consilium.centres.rules.Estimate;
import health.consilium.centres.rules.Reason;
import java.util.List;
import org.hl7.fhir.r4.model.HealthcareService;

/**
 * What the patient can choose: a centre and a way of giving the opinion, with its price.
 *
 * @param centre name of the centre
 * @param reasons why it stands where it stands
 */
record Option(HealthcareService service, String centre, Estimate estimate, List<Reason> reasons) {}
