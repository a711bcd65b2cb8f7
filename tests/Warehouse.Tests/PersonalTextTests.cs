namespace ServiceAnalytics.Warehouse.Tests;

/// <summary>What a reader sees of personal data without asking for more.</summary>
public sealed class PersonalTextTests
{
    [Theory]
    [InlineData("13812345678", "138****5678", "a mobile number")]
    [InlineData("张工13812345678，下午来", "张工138****5678，下午来", "Chinese around it")]
    [InlineData("call +86 138 1234 5678 please", "call +86 138 **** 5678 please", "with the country's code and blanks")]
    [InlineData("电话010-62345678转8", "电话010-****5678转8", "an area code")]
    [InlineData("（0512）62345678", "（051*）****5678", "an area code in brackets")]
    [InlineData("+49 30 901820", "+49 3* ****20", "a number from abroad")]
    [InlineData("１３８１２３４５６７８", "１３８****５６７８", "full width")]
    [InlineData("SN1381234567890123", "SN1381234567890123", "a serial number")]
    [InlineData("order 138123456789", "order 138123456789", "twelve digits")]
    [InlineData("0.13812345678", "0.13812345678", "decimals")]
    [InlineData("a13812345678f", "a13812345678f", "part of a hash")]
    [InlineData("2026-10-31 08:05", "2026-10-31 08:05", "a date")]
    [InlineData("20261031080512", "20261031080512", "a time stamp")]
    [InlineData("400-820-8820", "400-820-8820", "a hotline is no person's number")]
    public void Phone_numbers_in_free_text_are_masked_and_other_numbers_are_not(string text, string shown, string why) =>
        Assert.True(PersonalText.Phones(text) == shown, $"{why}: {PersonalText.Phones(text)}");

    [Theory]
    [InlineData("张三丰", "张*")]
    [InlineData("John Smith", "J* S*")]
    [InlineData("李四 13812345678", "李* *")]
    [InlineData("", "")]
    public void Of_a_contacts_name_the_first_letters_are_left(string name, string shown) => Assert.Equal(shown, PersonalText.Name(name));

    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("62345678", "623***78")]
    [InlineData("王五", "王*")]
    public void Of_a_contacts_phone_the_middle_is_hidden_whatever_the_cell_holds(string phone, string shown) => Assert.Equal(shown, PersonalText.Phone(phone));

    [Fact]
    public void A_number_that_was_masked_stays_as_it_is() => Assert.Equal("138****5678", PersonalText.Phones(PersonalText.Phones("13812345678")));
}
