Console.WriteLine("service-analytics");
