package health.consilium.centres;

import health.consilium.centres.rules.Estimator;
import health.consilium.centres.rules.PriceListReader;
import health.consilium.centres.rules.Pricing;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.time.Clock;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** Prices one option for nobody in particular. Nothing is stored. */
@Component
class EstimateService {

    private final Directory directory;
    private final CentresSettings settings;
    private final Clock clock;

    EstimateService(Directory directory, CentresSettings settings, Clock clock) {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws RefusedException 400 or 422, each line without a price being named */
    Claim estimate(EstimateRequest.Given given) {
        LocalDate today = LocalDate.now(clock);
        EstimateRequest request = EstimateRequest.of(given, today, settings);
        HealthcareService service = directory.service(request.service()).orElseThrow(() -> unknown(request));
        Estimator.Question question = new Estimator.Question(
                request.currency(), request.mode(), today, settings.estimateDays(), request.items(), request.rates());
        Pricing pricing = Estimator.price(question, PriceListReader.read(service), directory.deskPrices());
        if (pricing instanceof Pricing.Unpriced unpriced) {
            throw new RefusedException(unpriced.refusals());
        }
        return EstimateClaim.of(
                ((Pricing.Priced) pricing).estimate(),
                new Reference().setDisplay("Any patient"),
                service.getProvidedBy());
    }

    private static RefusedException unknown(EstimateRequest request) {
        return Refusal.unprocessable(
                        "dangling-reference",
                        "HealthcareService/" + request.service() + " is no active review service of an active centre.",
                        "Parameters.parameter.where(name = 'service')")
                .asException();
    }
}
