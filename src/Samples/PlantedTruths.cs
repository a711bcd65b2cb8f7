namespace ServiceAnalytics.Samples;

/// <summary>What an analysis of the exports should find, as counted while they were written; also written as planted.json beside them. Months are yyyy-MM, days yyyy-MM-dd.</summary>
/// <param name="Company">The invented manufacturer.</param>
/// <param name="Seed">Options that made the exports: seed …</param>
/// <param name="Tickets">… well-formed tickets in the main export …</param>
/// <param name="Months">… full months …</param>
/// <param name="EndMonth">… and the last of them.</param>
/// <param name="ExportedOn">Day of the main exports: what happened until 08:00 is in them.</param>
/// <param name="LaterExportedOn">Day of the later tickets export.</param>
/// <param name="Files">The files with what is wrong in them.</param>
/// <param name="EmergingFault">A model × fault that rises, from one batch.</param>
/// <param name="CuredFault">A rectification that works.</param>
/// <param name="UncuredFault">A rectification that was reported as effective and is not.</param>
/// <param name="RepeatOffice">An office whose repairs come back.</param>
/// <param name="SatisfactionDrop">A region whose satisfaction falls in the last full month.</param>
/// <param name="FallingOffice">An office that keeps its appointments less and less.</param>
/// <param name="UnhappyKeyCustomer">A key customer, dissatisfied and not called back.</param>
/// <param name="OpenBreach">A key customer whose emergency is open past its agreed time.</param>
/// <param name="ComplainingCustomer">A key customer with three complaints in the last full month.</param>
/// <param name="UnsignedOffice">An office whose trip reports often lack the customer's signature.</param>
/// <param name="OldPartsOffice">An office whose old parts come back late.</param>
/// <param name="LostParts">Trips on which the parts don't add up.</param>
/// <param name="Orders">Orders that nobody enquired after in time.</param>
/// <param name="LaterExport">What the later tickets export changes.</param>
public sealed record PlantedTruths(
    string Company,
    ulong Seed,
    int Tickets,
    int Months,
    string EndMonth,
    DateOnly ExportedOn,
    DateOnly LaterExportedOn,
    IReadOnlyList<PlantedFile> Files,
    PlantedFault EmergingFault,
    PlantedFault CuredFault,
    PlantedFault UncuredFault,
    PlantedRepeats RepeatOffice,
    PlantedSatisfaction SatisfactionDrop,
    PlantedAppointments FallingOffice,
    PlantedSurvey UnhappyKeyCustomer,
    PlantedTicket OpenBreach,
    PlantedComplaints ComplainingCustomer,
    PlantedSignatures UnsignedOffice,
    PlantedOldParts OldPartsOffice,
    PlantedLostParts LostParts,
    PlantedOrders Orders,
    PlantedChanges LaterExport);

/// <summary>A file and its flaws.</summary>
/// <param name="Name">Relative to the folder, with forward slashes.</param>
/// <param name="Kind">tickets, complaints, surveys, rectifications, visits, part_movements, orders or installed_units.</param>
/// <param name="Encoding">utf-8-bom, gb18030 or xlsx.</param>
/// <param name="Rows">Data rows, bad ones included; titles, headings, blank rows and totals not.</param>
/// <param name="RowsToSetAside">Rows that a reader must set aside.</param>
/// <param name="Flaws">Kind of flaw → rows that have it. Kinds that lead to setting aside: key_missing, received_missing, received_impossible, cell_count_short, cell_count_long,
/// contradicting_duplicate (both rows of a key). The others stand in rows that stay: repaired_before_received, number_is_text, unknown_code, unknown_model, negative_cost,
/// identical_duplicate (the second of two equal rows), hostile_cell.</param>
public sealed record PlantedFile(string Name, string Kind, string Encoding, long Rows, int RowsToSetAside, IReadOnlyDictionary<string, int> Flaws);

/// <summary>A model × fault with its tickets month by month in the main export.</summary>
/// <param name="ProductModel">Model.</param>
/// <param name="FaultCode">Fault code.</param>
/// <param name="BatchNo">The batch that brings the surplus; null where no batch matters.</param>
/// <param name="NoticeNo">The rectification notice.</param>
/// <param name="ChangesFrom">First month with the new rate; for a rectification the month after its implementation.</param>
/// <param name="Factor">New rate ÷ old rate as planted.</param>
/// <param name="TicketsByMonth">Tickets received.</param>
/// <param name="BatchTicketsByMonth">Of these, units of the batch.</param>
public sealed record PlantedFault(
    string ProductModel,
    string FaultCode,
    string? BatchNo,
    string NoticeNo,
    string ChangesFrom,
    double Factor,
    IReadOnlyDictionary<string, int> TicketsByMonth,
    IReadOnlyDictionary<string, int> BatchTicketsByMonth);

/// <summary>Repeats brought about within 85 days of a repair; equal faults of one unit by chance come on top in every office.</summary>
/// <param name="Office">The office.</param>
/// <param name="Repairs">Its repairs completed before the export.</param>
/// <param name="Repeats">Repeats due there before the export.</param>
/// <param name="OtherRepairs">The same of all other offices.</param>
/// <param name="OtherRepeats">The same of all other offices.</param>
public sealed record PlantedRepeats(string Office, long Repairs, long Repeats, long OtherRepairs, long OtherRepeats);

/// <summary>Answered surveys about tickets of a region.</summary>
/// <param name="Region">The region.</param>
/// <param name="Month">The month of the fall.</param>
/// <param name="AnsweredBefore">Answered before that month.</param>
/// <param name="MeanBefore">Mean of score ÷ scale of these, 0 to 1.</param>
/// <param name="Answered">Answered in that month.</param>
/// <param name="Mean">Mean of score ÷ scale of these; 0 when there are none.</param>
public sealed record PlantedSatisfaction(string Region, string Month, long AnsweredBefore, double MeanBefore, long Answered, double Mean);

/// <summary>Arrivals by the agreed time, by the month agreed on; both times must be filled in.</summary>
/// <param name="Office">The office.</param>
/// <param name="Months">Month, arrivals in time, late arrivals (20 minutes and more).</param>
public sealed record PlantedAppointments(string Office, IReadOnlyList<PlantedMonth> Months);

/// <summary>One month of <see cref="PlantedAppointments"/>.</summary>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Met">In time.</param>
/// <param name="Late">Late.</param>
public sealed record PlantedMonth(string Month, int Met, int Late);

/// <summary>One answered survey (score 1 of 5, no call-back).</summary>
/// <param name="Customer">Who.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="AnsweredOn">Day of the answer.</param>
public sealed record PlantedSurvey(string Customer, string TicketId, string SurveyId, DateOnly AnsweredOn);

/// <summary>One ticket.</summary>
/// <param name="Customer">Who.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="ReceivedOn">Day of receipt.</param>
public sealed record PlantedTicket(string Customer, string TicketId, DateOnly ReceivedOn);

/// <summary>Complaints of one customer.</summary>
/// <param name="Customer">Who.</param>
/// <param name="ComplaintIds">Their numbers.</param>
public sealed record PlantedComplaints(string Customer, IReadOnlyList<string> ComplaintIds);

/// <summary>Trip reports of visits that have ended, where it is said whether the customer signed.</summary>
/// <param name="Office">The office.</param>
/// <param name="Signed">Its reports with a signature.</param>
/// <param name="Unsigned">Its reports without.</param>
/// <param name="OtherSigned">The same of all other offices.</param>
/// <param name="OtherUnsigned">The same of all other offices.</param>
public sealed record PlantedSignatures(string Office, long Signed, long Unsigned, long OtherSigned, long OtherUnsigned);

/// <summary>Old parts that were to come back, issued so long ago that their day was over at the export.</summary>
/// <param name="Office">The office.</param>
/// <param name="Owed">Its old parts.</param>
/// <param name="InTime">Of these, back by the 4th of the month after the issue.</param>
/// <param name="OtherOwed">The same of all other offices.</param>
/// <param name="OtherInTime">The same of all other offices.</param>
public sealed record PlantedOldParts(string Office, long Owed, long InTime, long OtherOwed, long OtherInTime);

/// <summary>Trips with parts that have ended and of which carried, used and returned are known.</summary>
/// <param name="Trips">All of them.</param>
/// <param name="NotAddingUp">Of these, one part short: carried is not used and returned.</param>
/// <param name="InLastMonth">Numbers of the latter that ended in the last full month.</param>
public sealed record PlantedLostParts(long Trips, long NotAddingUp, IReadOnlyList<string> InLastMonth);

/// <summary>Orders whose goods had not been announced when somebody should have enquired, within ten working days after the order, these over at the export.</summary>
/// <param name="Orders">All orders.</param>
/// <param name="EnquiredInTime">Somebody did, on the eighth to tenth working day.</param>
/// <param name="Missed">Numbers of the orders neither announced nor enquired after by the end of the tenth.</param>
public sealed record PlantedOrders(int Orders, int EnquiredInTime, IReadOnlyList<string> Missed);

/// <summary>The later export against the main one, row by row as text. It covers the tickets received in the last two full months and since.</summary>
/// <param name="NewRows">Tickets the main export didn't have.</param>
/// <param name="ChangedRows">Tickets with another row: time went on, or a correction.</param>
/// <param name="UnchangedRows">Tickets with the same row.</param>
/// <param name="Reopened">Closed in the main export, open again.</param>
/// <param name="FaultCorrected">Another fault code.</param>
/// <param name="CostCorrected">Parts dearer by 120.00 yuan.</param>
/// <param name="EnteredLate">Received in the last full month, entered after the main export (they count as new).</param>
public sealed record PlantedChanges(
    long NewRows,
    long ChangedRows,
    long UnchangedRows,
    IReadOnlyList<string> Reopened,
    IReadOnlyList<string> FaultCorrected,
    IReadOnlyList<string> CostCorrected,
    IReadOnlyList<string> EnteredLate);
